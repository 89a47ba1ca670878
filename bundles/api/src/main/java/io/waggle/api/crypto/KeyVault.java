package io.waggle.api.crypto;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Secrets of a node in one encrypted file. What {@link #put} and {@link #remove} have returned from
 * is durable. Any thread may call; the calls block for the disk.
 */
@ProviderType
public interface KeyVault extends AutoCloseable {

  /** The names of the secrets. */
  Set<String> names();

  /** A secret. */
  Optional<byte[]> get(String name);

  /** Keeps a secret, in place of an older one of that name. */
  void put(String name, byte[] secret) throws IOException;

  /** Forgets a secret; whether it was there. */
  boolean remove(String name) throws IOException;

  /** Wipes what is in memory. Idempotent. */
  @Override
  void close();
}
