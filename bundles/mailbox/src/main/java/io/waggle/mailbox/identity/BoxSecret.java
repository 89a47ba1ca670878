package io.waggle.mailbox.identity;

import io.waggle.api.dht.ByteString;
import java.time.Instant;

/**
 * The secret of the private box that contacts lay mail into.
 *
 * @param secret 32 bytes
 * @param generation counts up each time the box moves
 * @param retired when it was replaced; {@link Instant#MAX} while it is in use
 */
public record BoxSecret(ByteString secret, long generation, Instant retired) {

  /** Whether contacts are given this one. */
  public boolean isCurrent() {
    return retired.equals(Instant.MAX);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "generation " + generation;
  }
}
