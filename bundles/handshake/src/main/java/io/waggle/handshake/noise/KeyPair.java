package io.waggle.handshake.noise;

import io.waggle.api.crypto.KeyAgreement;

/** A key pair of X25519; the arrays are not copied and not changed. */
final class KeyPair {

  /** Bytes of each half. */
  static final int LENGTH = 32;

  private final byte[] secret;
  private final byte[] open;

  private KeyPair(byte[] secret, byte[] open) {
    this.secret = secret;
    this.open = open;
  }

  static KeyPair of(KeyAgreement agreement, byte[] privateKey) {
    return new KeyPair(privateKey, agreement.publicKey(privateKey));
  }

  byte[] privateKey() {
    return secret;
  }

  byte[] publicKey() {
    return open;
  }
}
