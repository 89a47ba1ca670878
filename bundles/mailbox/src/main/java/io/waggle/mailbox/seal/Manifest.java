package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;

/**
 * Where the pieces of a long mail are (MAIL.md §5).
 *
 * @param contentKey everything of the pieces is derived from it, 32 bytes
 * @param length of the message, at most {@value #LONGEST}
 * @param hash SHA-256 of the message
 * @param chunk bytes of the message in each piece but the last
 * @param count of the pieces
 * @param expires when holders drop them, seconds of the Unix epoch
 */
public record Manifest(
    ByteString contentKey, long length, ByteString hash, int chunk, int count, long expires) {

  /** The longest message, 32 MiB. */
  public static final int LONGEST = 32 << 20;

  private static final int LARGEST_CHUNK = 65_536;

  /** Checks that the numbers fit each other. */
  public Manifest {
    if (contentKey.length() != 32 || hash.length() != 32) {
      throw new IllegalArgumentException("key and hash have 32 bytes");
    }
    boolean sizes = length > 0 && length <= LONGEST && chunk >= 1024 && chunk <= LARGEST_CHUNK;
    if (!sizes || count != (length + chunk - 1) / chunk) {
      throw new IllegalArgumentException(count + " pieces of " + chunk + " for " + length);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return length + " bytes in " + count + " pieces";
  }
}
