package io.waggle.handshake;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What discovery-swarm does unless it is given a stream of its own: both ends at once send the
 * length of their id as a varint and then the id; what comes after belongs to the application. It
 * proves nothing: anybody can send any id.
 */
public final class IdExchange implements Handshake {

  /** Its name as a service. */
  public static final String NAME = "discovery-swarm";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    CompletionStage<Void> sent = wire.write(encode(request.localId()));
    return receive(wire)
        .thenCombine(
            sent, (id, done) -> new HandshakeResult(Optional.of(id), Optional.empty(), wire));
  }

  /** The bytes of the exchange. */
  static ByteBuffer encode(PeerId id) {
    byte[] bytes = id.bytes();
    ByteBuffer out = ByteBuffer.allocate(LengthPrefix.MAX_BYTES + bytes.length);
    LengthPrefix.write(bytes.length, out);
    return out.put(bytes).flip();
  }

  private static CompletableFuture<PeerId> receive(Wire wire) {
    ExactReader reader = new ExactReader(wire);
    return readLength(reader, new LengthPrefix(PeerId.MAX_LENGTH))
        .thenCompose(reader::read)
        .thenApply(PeerId::of);
  }

  private static CompletableFuture<Integer> readLength(ExactReader reader, LengthPrefix prefix) {
    return reader
        .read(1)
        .thenCompose(
            one -> {
              try {
                return prefix.take(one[0])
                    ? CompletableFuture.completedFuture(prefix.value())
                    : readLength(reader, prefix);
              } catch (java.io.IOException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }
}
