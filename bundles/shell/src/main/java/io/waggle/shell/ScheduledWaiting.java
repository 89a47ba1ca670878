package io.waggle.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits on the calling thread; the questions are asked on the scheduler. */
public final class ScheduledWaiting implements Waiting {

  private static final long INTERVAL_MILLIS = 50;

  private final ScheduledExecutorService scheduler;

  /** With the scheduler that asks. */
  public ScheduledWaiting(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public <T> Optional<T> until(Duration limit, Supplier<Optional<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ScheduledFuture<?> asking =
        scheduler.scheduleWithFixedDelay(
            () -> ask(question, answer), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return result(limit, answer);
    } finally {
      asking.cancel(false);
    }
  }

  private static <T> void ask(Supplier<Optional<T>> question, CompletableFuture<T> answer) {
    try {
      question.get().ifPresent(answer::complete);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public <T> Optional<T> result(Duration limit, CompletionStage<T> stage) {
    try {
      return Optional.ofNullable(
          stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }
}
