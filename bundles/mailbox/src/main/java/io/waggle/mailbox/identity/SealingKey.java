package io.waggle.mailbox.identity;

import io.waggle.api.dht.ByteString;
import java.time.Instant;

/**
 * An X-Wing key of ours that others seal to.
 *
 * @param name of the secret in the vault
 * @param secret the private half, 32 bytes
 * @param publicKey 1216 bytes
 * @param created when it was made
 */
public record SealingKey(String name, ByteString secret, ByteString publicKey, Instant created) {

  /** Without the secret. */
  @Override
  public String toString() {
    return name;
  }
}
