package io.waggle.handshake.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.HandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Who a node is: an Ed25519 key, and an X25519 key for Noise that is made of it and bound to it by
 * a signature, so that whoever holds the one is known to hold the other. Immutable.
 */
public final class NodeIdentity {

  /** Bytes of the seed of which everything is made. */
  public static final int SEED = 32;

  private static final int VERSION = 1;
  private static final int PUBLIC_KEY = 32;
  private static final int SIGNATURE = 64;
  private static final int PROOF = 1 + PUBLIC_KEY + SIGNATURE;
  private static final byte[] CONTEXT = "waggle noise static key 1".getBytes(US_ASCII);
  private static final byte[] NO_SALT = {};

  private final PeerId id;
  private final KeyPair noise;
  private final byte[] proof;

  /** Made of a seed that nobody else knows. */
  public NodeIdentity(Crypto crypto, byte[] seed) {
    if (seed.length != SEED) {
      throw new IllegalArgumentException("a seed has " + SEED + " bytes, not " + seed.length);
    }
    byte[] open = crypto.signatures().publicKey(seed);
    byte[] secret = crypto.hashes().hkdfSha256(seed, NO_SALT, CONTEXT, KeyPair.LENGTH);
    this.id = PeerId.of(open);
    this.noise = KeyPair.of(crypto.keyAgreement(), secret);
    this.proof =
        ByteBuffer.allocate(PROOF)
            .put((byte) VERSION)
            .put(open)
            .put(crypto.signatures().sign(seed, CONTEXT, noise.publicKey()))
            .array();
  }

  /** The public Ed25519 key. */
  public PeerId id() {
    return id;
  }

  KeyPair noise() {
    return noise;
  }

  /** What a handshake message carries: version, public key, signature of the Noise key. */
  byte[] proof() {
    return proof.clone();
  }

  /**
   * Whose Noise key it is.
   *
   * @param proof the payload; bytes behind what is known belong to a later version
   */
  static PeerId check(Crypto crypto, byte[] proof, byte[] noiseKey) throws HandshakeException {
    if (proof.length < PROOF || proof[0] != VERSION) {
      throw new HandshakeException(
          "a proof of identity of " + proof.length + " bytes that is none of version " + VERSION);
    }
    byte[] open = Arrays.copyOfRange(proof, 1, 1 + PUBLIC_KEY);
    byte[] signature = Arrays.copyOfRange(proof, 1 + PUBLIC_KEY, PROOF);
    if (!crypto.signatures().verify(open, signature, CONTEXT, noiseKey)) {
      throw new HandshakeException("the peer's signature of its Noise key does not hold");
    }
    return PeerId.of(open);
  }
}
