package io.waggle.discoverychannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.discovery.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadLaneTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Eventually eventually = Eventually.real(Duration.ofSeconds(20));
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ThreadLane lane = new ThreadLane("waggle-source-test", timer);
  private final List<String> ran = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    lane.stop(Duration.ofMillis(1));
    timer.shutdownNow();
    eventually.until("the thread ends", () -> !lane.isAlive());
  }

  private void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      ran.add("interrupted");
    }
  }

  @Test
  void callsRunInOrderOnANamedThreadAndSurviveOneAnother() {
    lane.submit(LONG, () -> ran.add(Thread.currentThread().getName()));
    lane.submit(
        LONG,
        () -> {
          throw new AssertionError("as it was told to");
        });
    lane.submit(LONG, () -> ran.add("after"));
    eventually.until("all ran", () -> ran.size() == 2);
    assertThat(ran).containsExactly("waggle-source-test", "after");
  }

  @Test
  void aCallThatTakesTooLongIsInterruptedAndTheNextOneIsNot() {
    lane.submit(Duration.ofMillis(20), this::block);
    lane.submit(LONG, () -> ran.add("flag " + Thread.currentThread().isInterrupted()));
    eventually.until("both ended", () -> ran.size() == 2);
    assertThat(ran).containsExactly("interrupted", "flag false");
  }

  @Test
  void aCancelledCallIsDroppedOrInterruptedAndCancellingAnEndedOneIsNothing() {
    CountDownLatch begun = new CountDownLatch(1);
    Lane.Call running =
        lane.submit(
            LONG,
            () -> {
              begun.countDown();
              block();
            });
    Lane.Call waiting = lane.submit(LONG, () -> ran.add("never"));
    eventually.until("it runs", () -> begun.getCount() == 0);
    waiting.cancel();
    running.cancel();
    eventually.until("it was interrupted", () -> ran.size() == 1);
    running.cancel();
    lane.submit(LONG, () -> ran.add("flag " + Thread.currentThread().isInterrupted()));
    eventually.until("the next ran", () -> ran.size() == 2);
    assertThat(ran).containsExactly("interrupted", "flag false");
  }

  @Test
  void closingRunsWhatIsQueuedAndTakesNothingMore() {
    CountDownLatch go = new CountDownLatch(1);
    lane.submit(LONG, () -> eventually.until("go", () -> go.getCount() == 0));
    lane.submit(LONG, () -> ran.add("queued"));
    lane.close();
    lane.submit(LONG, () -> ran.add("too late"));
    go.countDown();
    eventually.until("the thread ends", () -> !lane.isAlive());
    assertThat(ran).containsExactly("queued");
  }

  @Test
  void stoppingDoesNotWaitForOneThatBlocks() {
    lane.submit(LONG, this::block);
    lane.submit(LONG, () -> ran.add("never"));
    lane.stop(Duration.ofMillis(20));
    eventually.until("the thread ends", () -> !lane.isAlive());
    assertThat(ran).containsExactly("interrupted");
  }
}
