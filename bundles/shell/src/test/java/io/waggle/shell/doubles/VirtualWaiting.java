package io.waggle.shell.doubles;

import io.waggle.shell.Waiting;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Waits in virtual time. */
public final class VirtualWaiting implements Waiting {

  private static final Duration STEP = Duration.ofMillis(50);

  private final VirtualTime time;

  public VirtualWaiting(VirtualTime time) {
    this.time = time;
  }

  @Override
  public <T> Optional<T> until(Duration limit, Supplier<Optional<T>> question) {
    for (Duration waited = Duration.ZERO; waited.compareTo(limit) < 0; waited = waited.plus(STEP)) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer;
      }
      time.advance(STEP);
    }
    return Optional.empty();
  }

  @Override
  public <T> Optional<T> result(Duration limit, CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      time.advance(limit);
    }
    return future.isDone() && !future.isCompletedExceptionally()
        ? Optional.ofNullable(future.join())
        : Optional.empty();
  }
}
