package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;

/**
 * The right to lay mail into its sender's private box.
 *
 * @param secret of the box, 32 bytes
 * @param generation the higher one replaces the lower
 */
public record Grant(ByteString secret, long generation) {

  /** Checks the ranges. */
  public Grant {
    if (secret.length() != 32 || generation < 0 || generation > 0xffffffffL) {
      throw new IllegalArgumentException("a grant has a secret of 32 bytes and a generation");
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "generation " + generation;
  }
}
