package io.waggle.examples.password;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets in whoever knows a word. Both ends send the length of their id, the id and 16 random bytes;
 * then HMAC-SHA-256, keyed by the word, of who they are, what they sent and what they got. The role
 * is part of it, so that an echo of one's own proof is none. It hides and protects nothing that is
 * sent later.
 */
public final class PasswordHandshake implements Handshake {

  /** Its name as a service. */
  public static final String NAME = "password";

  private static final int NONCE = 16;
  private static final int PROOF = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] word;
  private final Consumer<byte[]> random;

  /**
   * Makes one.
   *
   * @param word not empty
   * @param random fills an array with bytes nobody can guess
   */
  public PasswordHandshake(byte[] word, Consumer<byte[]> random) {
    if (word.length == 0) {
      throw new IllegalArgumentException("the word is empty");
    }
    this.word = word.clone();
    this.random = random;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    byte[] mine = hello(request.localId());
    boolean dialled = request.initiator();
    return wire.write(ByteBuffer.wrap(mine))
        .thenCompose(sent -> readHello(wire))
        .thenCompose(
            theirs ->
                wire.write(ByteBuffer.wrap(proof(dialled, mine, theirs)))
                    .thenCompose(sent -> read(wire, PROOF))
                    .thenCompose(proof -> check(proof, proof(!dialled, theirs, mine)))
                    .thenApply(ok -> new HandshakeResult(id(theirs), Optional.empty(), wire)));
  }

  private byte[] hello(PeerId id) {
    byte[] nonce = new byte[NONCE];
    random.accept(nonce);
    byte[] bytes = id.bytes();
    return ByteBuffer.allocate(1 + bytes.length + NONCE)
        .put((byte) (bytes.length - 1))
        .put(bytes)
        .put(nonce)
        .array();
  }

  private static CompletionStage<byte[]> readHello(Wire wire) {
    return read(wire, 1)
        .thenCompose(
            length ->
                read(wire, (length[0] & 0xff) + 1 + NONCE)
                    .thenApply(
                        rest ->
                            ByteBuffer.allocate(1 + rest.length).put(length).put(rest).array()));
  }

  private static Optional<PeerId> id(byte[] hello) {
    return Optional.of(PeerId.of(Arrays.copyOfRange(hello, 1, hello.length - NONCE)));
  }

  private byte[] proof(boolean dialled, byte[] sender, byte[] receiver) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(word, ALGORITHM));
      mac.update((byte) (dialled ? 1 : 0));
      mac.update(sender);
      return mac.doFinal(receiver);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static CompletionStage<Void> check(byte[] proof, byte[] expected) {
    return MessageDigest.isEqual(proof, expected)
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(new HandshakeException("the peer knows another word"));
  }

  private static CompletionStage<byte[]> read(Wire wire, int count) {
    byte[] bytes = new byte[count];
    return fill(wire, ByteBuffer.wrap(bytes)).thenApply(full -> bytes);
  }

  private static CompletionStage<Void> fill(Wire wire, ByteBuffer buffer) {
    return wire.read(buffer)
        .thenCompose(
            n -> {
              if (n < 0) {
                return CompletableFuture.failedFuture(
                    new HandshakeException("the peer ended its half within the handshake"));
              }
              return buffer.hasRemaining()
                  ? fill(wire, buffer)
                  : CompletableFuture.completedFuture(null);
            });
  }
}
