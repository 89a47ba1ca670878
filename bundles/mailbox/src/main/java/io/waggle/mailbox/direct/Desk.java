package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.chunk.ChunkSource;
import io.waggle.mailbox.identity.Identity;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where what is handed over goes. */
@FunctionalInterface
public interface Desk {

  /**
   * Takes a record; runs on the strand.
   *
   * @param to whose
   * @param chunks what its sender gives of a long mail
   * @return completes with its proof of delivery once it is durable; empty if it is not taken
   */
  CompletionStage<Optional<ByteString>> take(Identity to, ByteString record, ChunkSource chunks);
}
