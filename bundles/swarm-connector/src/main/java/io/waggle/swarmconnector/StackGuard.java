package io.waggle.swarmconnector;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Keeps the stack flat when an application chains reads or writes that are all done at once: every
 * so often a stage that is done already is handed out as one that another thread will complete.
 */
final class StackGuard {

  /** How many stages in a row may be done when they are handed out. */
  static final int IN_A_ROW = 64;

  private final Executor relay;
  private int inARow;

  StackGuard(Executor relay) {
    this.relay = relay;
  }

  /** The stage itself or one that follows it. One call at a time. */
  <T> CompletionStage<T> guard(CompletableFuture<T> stage) {
    if (!stage.isDone()) {
      inARow = 0;
      return stage;
    }
    if (++inARow < IN_A_ROW) {
      return stage;
    }
    inARow = 0;
    CompletableFuture<T> later = new CompletableFuture<>();
    relay.execute(() -> follow(stage, later));
    return later;
  }

  /** Completes one future as the other. */
  static <T> void follow(CompletionStage<T> stage, CompletableFuture<T> follower) {
    stage.whenComplete(
        (value, error) -> {
          if (error == null) {
            follower.complete(value);
          } else {
            follower.completeExceptionally(error);
          }
        });
  }
}
