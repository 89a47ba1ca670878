package io.waggle.kademliadht.driver;

import io.waggle.api.dht.DhtOperation;
import io.waggle.kademliadht.core.DhtEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An operation between the caller's thread and the node's. */
final class Running<T> implements DhtOperation<T> {

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final BiConsumer<DhtEvent, CompletableFuture<T>> handler;
  private final Consumer<Running<?>> canceller;
  private volatile long number;

  Running(BiConsumer<DhtEvent, CompletableFuture<T>> handler, Consumer<Running<?>> canceller) {
    this.handler = handler;
    this.canceller = canceller;
  }

  void number(long assigned) {
    number = assigned;
  }

  long number() {
    return number;
  }

  void event(DhtEvent event) {
    handler.accept(event, result);
  }

  boolean isDone() {
    return result.isDone();
  }

  void fail(Throwable error) {
    result.completeExceptionally(error);
  }

  @Override
  public CompletionStage<T> result() {
    return result.minimalCompletionStage();
  }

  @Override
  public void cancel() {
    if (result.cancel(false)) {
      canceller.accept(this);
    }
  }
}
