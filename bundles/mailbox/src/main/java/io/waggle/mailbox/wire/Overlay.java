package io.waggle.mailbox.wire;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells the mail overlays apart: 4 bytes of a hash of the network's name.
 *
 * @param tag those bytes
 */
public record Overlay(ByteString tag) {

  /** Length in bytes. */
  public static final int LENGTH = 4;

  /** Checks the length. */
  public Overlay {
    if (tag.length() != LENGTH) {
      throw new IllegalArgumentException("an overlay's tag has " + LENGTH + " bytes");
    }
  }

  /** By the name that the DHT's configuration has as {@code network}. */
  public static Overlay of(Hashes hashes, String network) {
    byte[] hash = hashes.sha256(network.getBytes(StandardCharsets.UTF_8));
    return new Overlay(ByteString.of(Arrays.copyOf(hash, LENGTH)));
  }
}
