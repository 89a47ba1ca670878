package io.waggle.handshake.noise;

import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.handshake.ExactReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * The messages of a handshake on a wire: the length in two bytes, the high one first, then as many.
 */
final class HandshakeFrames {

  /** The longest message that is read; ours have less than 200 bytes. */
  static final int LONGEST = 1024;

  private static final int PREFIX = 2;

  /** What may find fault with the peer. */
  interface Step<T> {
    T take() throws IOException;
  }

  private final Wire wire;
  private final ExactReader reader;

  HandshakeFrames(Wire wire) {
    this.wire = wire;
    this.reader = new ExactReader(wire);
  }

  Wire wire() {
    return wire;
  }

  CompletableFuture<Void> write(Step<byte[]> message) {
    return step(
        () -> {
          byte[] bytes = message.take();
          ByteBuffer out = ByteBuffer.allocate(PREFIX + bytes.length);
          out.putShort((short) bytes.length).put(bytes).flip();
          return wire.write(out).toCompletableFuture();
        });
  }

  CompletableFuture<byte[]> read() {
    return reader
        .read(PREFIX)
        .thenCompose(
            prefix -> {
              int length = ByteBuffer.wrap(prefix).getShort() & 0xffff;
              return length == 0 || length > LONGEST
                  ? failed("a handshake message of " + length + " bytes; 1 to " + LONGEST)
                  : reader.read(length);
            });
  }

  /** Runs what may throw, within a chain of stages. */
  <T> CompletableFuture<T> step(Step<CompletableFuture<T>> step) {
    try {
      return step.take();
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  static <T> CompletableFuture<T> failed(String message) {
    return CompletableFuture.failedFuture(new HandshakeException(message));
  }
}
