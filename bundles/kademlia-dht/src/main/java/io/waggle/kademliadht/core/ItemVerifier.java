package io.waggle.kademliadht.core;

/** Checks Ed25519 signatures (RFC 8032). */
@FunctionalInterface
public interface ItemVerifier {

  /** Whether the signature of 64 bytes over the message is that of the key of 32 bytes. */
  boolean verify(byte[] key, byte[] message, byte[] signature);
}
