package io.waggle.container.custom;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Each side says {@code ROLLCALL} and the first 8 bytes of its id. */
public final class RollCall implements Handshake {

  /** Its name. */
  public static final String NAME = "roll-call";

  /** The length of what each side says. */
  public static final int LENGTH = 16;

  private static final byte[] GREETING = "ROLLCALL".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    ByteBuffer mine = ByteBuffer.allocate(LENGTH);
    mine.put(GREETING).put(request.localId().bytes(), 0, 8).flip();
    return wire.write(mine)
        .thenCompose(sent -> fill(wire, ByteBuffer.allocate(LENGTH)))
        .thenCompose(theirs -> judge(theirs, wire));
  }

  private static CompletionStage<byte[]> fill(Wire wire, ByteBuffer into) {
    if (!into.hasRemaining()) {
      byte[] whole = new byte[LENGTH];
      into.flip().get(whole);
      return CompletableFuture.completedFuture(whole);
    }
    return wire.read(into)
        .thenCompose(
            n ->
                n < 0
                    ? CompletableFuture.failedFuture(new HandshakeException("ended early"))
                    : fill(wire, into));
  }

  private static CompletionStage<HandshakeResult> judge(byte[] theirs, Wire wire) {
    if (!Arrays.equals(GREETING, Arrays.copyOf(theirs, GREETING.length))) {
      return CompletableFuture.failedFuture(new HandshakeException("no roll call"));
    }
    PeerId id = PeerId.of(Arrays.copyOfRange(theirs, GREETING.length, LENGTH));
    return CompletableFuture.completedFuture(
        new HandshakeResult(Optional.of(id), Optional.empty(), wire));
  }
}
