package io.waggle.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduledWaitingTest {

  private final ScheduledThreadPoolExecutor scheduler =
      (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(1);
  private final ScheduledWaiting waiting = new ScheduledWaiting(scheduler);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void asksUntilThereIsAnAnswer() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            waiting.until(
                Duration.ofMinutes(1),
                () -> asked.incrementAndGet() < 3 ? Optional.empty() : Optional.of("yes")))
        .contains("yes");
  }

  @Test
  void givesUpWhenTheTimeIsOverOrTheQuestionFails() {
    assertThat(waiting.until(Duration.ofMillis(1), Optional::empty)).isEmpty();
    assertThat(
            waiting.until(
                Duration.ofMinutes(1),
                () -> {
                  throw new IllegalStateException();
                }))
        .isEmpty();
    assertThat(waiting.result(Duration.ofMillis(1), new CompletableFuture<>())).isEmpty();
    assertThat(
            waiting.result(
                Duration.ofMinutes(1), CompletableFuture.failedStage(new IllegalStateException())))
        .isEmpty();
    assertThat(waiting.result(Duration.ofMinutes(1), CompletableFuture.completedStage(1)))
        .contains(1);
  }
}
