package io.waggle.api.crypto;

/** Authenticated encryption; keys of 32 bytes, tags of 16. */
public enum AeadAlgorithm {
  /** RFC 8439; nonce of 12 bytes. */
  CHACHA20_POLY1305(12),
  /** With a nonce of 24 bytes, which may be random. */
  XCHACHA20_POLY1305(24),
  /** AES-256-GCM, NIST SP 800-38D; nonce of 12 bytes. Fast where the processor has AES. */
  AES_256_GCM(12);

  private final int nonceLength;

  AeadAlgorithm(int nonceLength) {
    this.nonceLength = nonceLength;
  }

  /** In bytes. */
  public int nonceLength() {
    return nonceLength;
  }
}
