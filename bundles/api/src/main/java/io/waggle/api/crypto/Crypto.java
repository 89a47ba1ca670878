package io.waggle.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** All the cryptography of the node, as one service. Stateless; any thread may call. */
@ProviderType
public interface Crypto {

  /** Hashes and what is built of them. */
  Hashes hashes();

  /** Ed25519 (RFC 8032). */
  Signatures signatures();

  /** X25519 (RFC 7748). */
  KeyAgreement keyAgreement();

  /** Authenticated encryption. */
  Aead aead(AeadAlgorithm algorithm);

  /** A stream cipher, XSalsa20: key of 32 bytes, nonce of 24. */
  StreamCipher xsalsa20(byte[] key, byte[] nonce);

  /** Sealing to a recipient's public key: HPKE (RFC 9180) with X-Wing. */
  Sealer sealer();

  /** Argon2id (RFC 9106). */
  PasswordHash passwordHash();

  /** Fresh random bytes from the platform's secure generator. */
  byte[] random(int length);
}
