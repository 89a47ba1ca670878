package io.waggle.api.crypto;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Authenticated encryption with associated data. */
@ProviderType
public interface Aead {

  /** Encrypts; the tag of 16 bytes stands at the end. A key and nonce must never be used twice. */
  byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext);

  /** Decrypts; empty if anything was changed. */
  Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext);
}
