package io.waggle.handshake.noise;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyAgreement;
import io.waggle.api.swarm.spi.HandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The pattern XX (Noise §7.5): {@code -> e}, {@code <- e, ee, s, es}, {@code -> s, se}; each
 * message may carry a payload. After an exception it is of no more use.
 */
final class XxState {

  private static final int SEALED_KEY = KeyPair.LENGTH + CipherState.TAG;

  private final KeyAgreement agreement;
  private final SymmetricState symmetric;
  private final boolean initiator;
  private final KeyPair fixed;
  private final KeyPair ephemeral;
  private byte[] remoteEphemeral = {};
  private byte[] remoteStatic = {};
  private int messages;

  /**
   * Begins a handshake.
   *
   * @param suite what both ends encrypt by
   * @param fixed our static pair
   * @param ephemeral a fresh pair, never used before
   */
  XxState(
      Crypto crypto,
      CipherSuite suite,
      boolean initiator,
      byte[] prologue,
      KeyPair fixed,
      KeyPair ephemeral) {
    this.agreement = crypto.keyAgreement();
    this.symmetric = new SymmetricState(crypto, suite);
    this.initiator = initiator;
    this.fixed = fixed;
    this.ephemeral = ephemeral;
    symmetric.mixHash(prologue);
  }

  /** The next message, which it must be our turn to write. */
  byte[] write(byte[] payload) throws HandshakeException {
    byte[] head =
        switch (messages++) {
          case 0 -> writeEphemeral();
          case 1 -> writeAnswer();
          default -> writeStatic();
        };
    return join(head, symmetric.encryptAndHash(payload));
  }

  private byte[] writeEphemeral() {
    symmetric.mixHash(ephemeral.publicKey());
    return ephemeral.publicKey();
  }

  private byte[] writeAnswer() throws HandshakeException {
    byte[] open = writeEphemeral();
    mix(ephemeral, remoteEphemeral);
    byte[] sealed = symmetric.encryptAndHash(fixed.publicKey());
    mix(fixed, remoteEphemeral);
    return join(open, sealed);
  }

  private byte[] writeStatic() throws HandshakeException {
    byte[] sealed = symmetric.encryptAndHash(fixed.publicKey());
    mix(fixed, remoteEphemeral);
    return sealed;
  }

  /** Takes the peer's message and gives its payload. */
  byte[] read(byte[] message) throws HandshakeException {
    ByteBuffer in = ByteBuffer.wrap(message);
    switch (messages++) {
      case 0 -> readEphemeral(in);
      case 1 -> {
        readEphemeral(in);
        mix(ephemeral, remoteEphemeral);
        readStatic(in);
      }
      default -> readStatic(in);
    }
    return symmetric.decryptAndHash(take(in, in.remaining()));
  }

  private void readEphemeral(ByteBuffer in) throws HandshakeException {
    remoteEphemeral = take(in, KeyPair.LENGTH);
    symmetric.mixHash(remoteEphemeral);
  }

  private void readStatic(ByteBuffer in) throws HandshakeException {
    remoteStatic = symmetric.decryptAndHash(take(in, SEALED_KEY));
    mix(ephemeral, remoteStatic);
  }

  private void mix(KeyPair mine, byte[] theirs) throws HandshakeException {
    symmetric.mixKey(
        agreement
            .agree(mine.privateKey(), theirs)
            .orElseThrow(() -> new HandshakeException("the peer's key is of low order")));
  }

  private static byte[] take(ByteBuffer in, int count) throws HandshakeException {
    if (in.remaining() < count) {
      throw new HandshakeException(
          "a handshake message ends after " + in.remaining() + " of " + count + " bytes");
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** The peer's static key; empty before its message has come. */
  byte[] remoteStatic() {
    return remoteStatic.clone();
  }

  /** Of all that was said; both ends have the same. */
  byte[] hash() {
    return symmetric.hash();
  }

  /** What we write and what we read under, after the third message. */
  CipherState[] split() {
    CipherState[] both = symmetric.split();
    return initiator ? both : new CipherState[] {both[1], both[0]};
  }
}
