package io.waggle.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** Hash functions. Parts are hashed as if written one after the other. */
@ProviderType
public interface Hashes {

  /** SHA-1, 20 bytes; for wire formats that have it, never for security. */
  byte[] sha1(byte[]... parts);

  /** SHA-256, 32 bytes. */
  byte[] sha256(byte[]... parts);

  /** SHA-512, 64 bytes. */
  byte[] sha512(byte[]... parts);

  /** BLAKE2b (RFC 7693) of 1 to 64 bytes, with a key of 0 to 64 bytes. */
  byte[] blake2b(int length, byte[] key, byte[]... parts);

  /** BLAKE2s (RFC 7693), 32 bytes, no key. */
  byte[] blake2s(byte[]... parts);

  /** HMAC-SHA-256 (RFC 2104), 32 bytes. */
  byte[] hmacSha256(byte[] key, byte[]... parts);

  /** HKDF-SHA-256 (RFC 5869), extract and expand, up to 8,160 bytes. */
  byte[] hkdfSha256(byte[] secret, byte[] salt, byte[] info, int length);
}
