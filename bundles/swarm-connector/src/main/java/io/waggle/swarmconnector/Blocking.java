package io.waggle.swarmconnector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for a stage as blocking streams do. */
final class Blocking {

  private Blocking() {}

  /** The value, or the failure as an {@link IOException}; an interrupted wait closes nothing. */
  static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while waiting").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException(Race.describe(e.getCause()), e.getCause());
    }
  }
}
