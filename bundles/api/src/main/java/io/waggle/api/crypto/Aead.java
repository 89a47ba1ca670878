package io.waggle.api.crypto;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Authenticated encryption with associated data. */
@ProviderType
public interface Aead {

  /** Encrypts; the tag of 16 bytes stands at the end. A key and nonce must never be used twice. */
  byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext);

  /** Decrypts; empty if anything was changed. */
  Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext);

  /**
   * As {@link #seal(byte[], byte[], byte[], byte[])}, without associated data, all that remains of
   * one buffer into another one, which has room for 16 bytes more.
   */
  void seal(byte[] key, byte[] nonce, ByteBuffer plaintext, ByteBuffer into);

  /**
   * As {@link #open(byte[], byte[], byte[], byte[])}, without associated data, all that remains of
   * one buffer into another one; false if anything was changed, and nothing is written then.
   */
  boolean open(byte[] key, byte[] nonce, ByteBuffer ciphertext, ByteBuffer into);
}
