package io.waggle.handshake;

import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Reads as many bytes as asked for and not one more, so that nothing has to be given back. */
public final class ExactReader {

  private final Wire wire;

  /** Over a wire that nobody else reads. */
  public ExactReader(Wire wire) {
    this.wire = wire;
  }

  /** Exactly {@code count} bytes; fails if the peer ends its half before. */
  public CompletableFuture<byte[]> read(int count) {
    return fill(ByteBuffer.allocate(count)).thenApply(ByteBuffer::array);
  }

  /** At most one stack frame deeper a byte, and ids are short. */
  private CompletableFuture<ByteBuffer> fill(ByteBuffer buffer) {
    return wire.read(buffer)
        .toCompletableFuture()
        .thenCompose(
            n -> {
              if (n < 0) {
                return CompletableFuture.failedFuture(
                    new HandshakeException("the peer ended its half within the handshake"));
              }
              return buffer.hasRemaining()
                  ? fill(buffer)
                  : CompletableFuture.completedFuture(buffer);
            });
  }
}
