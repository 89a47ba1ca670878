package io.waggle.mailbox.chunk;

import java.util.PrimitiveIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Works through numbers, a few at once, until too many of them fail. Used on one strand. */
public final class Lanes {

  private final PrimitiveIterator.OfInt numbers;
  private final IntFunction<CompletionStage<Boolean>> task;
  private final int width;
  private final int mostFailures;
  private final CompletableFuture<Integer> result = new CompletableFuture<>();
  private int running;
  private int done;
  private int failures;
  private boolean filling;

  private Lanes(
      IntStream numbers, int width, int mostFailures, IntFunction<CompletionStage<Boolean>> task) {
    this.numbers = numbers.iterator();
    this.width = width;
    this.mostFailures = mostFailures;
    this.task = task;
  }

  /**
   * Sets out; completes with how many have succeeded, never fails.
   *
   * @param width how many at once
   * @param mostFailures after so many failures no other is begun
   * @param task succeeds with true; fails with false or an error
   */
  public static CompletionStage<Integer> run(
      IntStream numbers, int width, int mostFailures, IntFunction<CompletionStage<Boolean>> task) {
    Lanes lanes = new Lanes(numbers, width, mostFailures, task);
    lanes.fill();
    return lanes.result;
  }

  private void fill() {
    // A task that is done at once must not deepen the stack.
    if (filling) {
      return;
    }
    filling = true;
    while (running < width && failures < mostFailures && numbers.hasNext()) {
      running++;
      task.apply(numbers.nextInt()).whenComplete((good, error) -> ended(error == null && good));
    }
    filling = false;
    if (running == 0) {
      result.complete(done);
    }
  }

  private void ended(boolean good) {
    running--;
    done += good ? 1 : 0;
    failures += good ? 0 : 1;
    fill();
  }
}
