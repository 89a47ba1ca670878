package io.waggle.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsTasksInOrderOfTimeThenOfSubmission() {
    ScheduledFuture<?> late = time.schedule(() -> ran.add("late"), 2, TimeUnit.SECONDS);
    ScheduledFuture<?> early = time.schedule(() -> ran.add("early"), 1, TimeUnit.SECONDS);
    time.execute(() -> ran.add("now"));

    time.advance(Duration.ofMillis(1500));

    assertThat(ran).containsExactly("now", "early");
    assertThat(early.isDone()).isTrue();
    assertThat(late.isDone()).isFalse();
    assertThat(late.getDelay(TimeUnit.MILLISECONDS)).isEqualTo(500);
  }

  @Test
  void repeatsUntilCancelled() {
    ScheduledFuture<?> tick =
        time.scheduleWithFixedDelay(() -> ran.add("tick"), 1, 1, TimeUnit.SECONDS);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).hasSize(3);
    tick.cancel(false);
    time.advance(Duration.ofSeconds(3));
    assertThat(ran).hasSize(3);
    assertThat(time.pending()).isZero();
  }

  @Test
  void aTaskSeesItsOwnTime() {
    long start = time.nanoTime();
    time.execute(
        () -> {
          ScheduledFuture<?> inner =
              time.schedule(() -> ran.add("" + (time.nanoTime() - start)), 5, TimeUnit.NANOSECONDS);
          assertThat(inner.isDone()).isFalse();
        });
    time.advance(Duration.ofNanos(10));
    assertThat(ran).containsExactly("5");
  }
}
