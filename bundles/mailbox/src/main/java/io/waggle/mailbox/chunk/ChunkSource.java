package io.waggle.mailbox.chunk;

import io.waggle.api.dht.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who may give the chunks of a long mail before the nodes are asked: its sender. */
@FunctionalInterface
public interface ChunkSource {

  /** Nobody. */
  ChunkSource NONE = index -> CompletableFuture.completedFuture(Optional.empty());

  /** Completes with a chunk as a record, not yet checked; empty if it is not given. Never fails. */
  CompletionStage<Optional<ByteString>> get(int index);
}
