package io.waggle.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** Argon2id, version 1.3 (RFC 9106). */
@ProviderType
public interface PasswordHash {

  /**
   * Hashes.
   *
   * @param memory KiB, at least 8 times the parallelism
   * @param passes 1 or more
   * @param parallelism lanes, 1 or more
   * @param length bytes of the result, 4 or more
   */
  byte[] argon2id(
      byte[] password, byte[] salt, int memory, int passes, int parallelism, int length);
}
