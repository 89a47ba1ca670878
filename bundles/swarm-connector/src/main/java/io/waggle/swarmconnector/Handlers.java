package io.waggle.swarmconnector;

import java.nio.channels.CompletionHandler;
import java.util.function.BiConsumer;

/** Completion handlers out of two functions. */
final class Handlers {

  private Handlers() {}

  static <V, A> CompletionHandler<V, A> of(BiConsumer<V, A> done, BiConsumer<Throwable, A> failed) {
    return new CompletionHandler<>() {
      @Override
      public void completed(V result, A attachment) {
        done.accept(result, attachment);
      }

      @Override
      public void failed(Throwable error, A attachment) {
        failed.accept(error, attachment);
      }
    };
  }
}
