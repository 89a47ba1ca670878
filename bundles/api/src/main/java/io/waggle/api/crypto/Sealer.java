package io.waggle.api.crypto;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * HPKE in base mode (RFC 9180) with the KEM X-Wing (X25519 and ML-KEM-768), HKDF-SHA-256 and
 * ChaCha20-Poly1305. It hides from others, and tells nothing of who sealed.
 */
@ProviderType
public interface Sealer {

  /** Bytes of a private key, a seed. */
  int PRIVATE_KEY = 32;

  /** Bytes of a public key. */
  int PUBLIC_KEY = 1216;

  /** Bytes of an encapsulated key. */
  int ENCAPSULATED = 1120;

  /** The public key that belongs to a private one. */
  byte[] publicKey(byte[] privateKey);

  /**
   * Begins to seal one message. Two steps, so that the associated data can depend on {@link
   * Seal#encapsulated()}.
   *
   * @throws IllegalArgumentException if the key is not one of X-Wing
   */
  Seal seal(byte[] recipientKey, byte[] info);

  /** Opens; empty if the message is for another key or was changed. */
  Optional<byte[]> open(
      byte[] privateKey, byte[] encapsulated, byte[] info, byte[] associated, byte[] ciphertext);

  /** One message on its way; used once. */
  interface Seal {

    /** The encapsulated key, {@value Sealer#ENCAPSULATED} bytes. */
    byte[] encapsulated();

    /** The ciphertext: as long as the plaintext and a tag of 16 bytes. */
    byte[] seal(byte[] associated, byte[] plaintext);
  }
}
