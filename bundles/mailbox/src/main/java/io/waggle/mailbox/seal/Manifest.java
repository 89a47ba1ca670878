package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.SizeClass;

/**
 * Where the chunks of a long mail are (MAIL.md §5).
 *
 * @param contentKey everything of the chunks is derived from it, 32 bytes
 * @param length of the message, at most {@value #LONGEST}
 * @param hash SHA-256 of the message
 * @param chunk bytes of the message in each chunk but the last
 * @param count of the chunks
 * @param expires when holders drop them, seconds of the Unix epoch
 */
public record Manifest(
    ByteString contentKey, long length, ByteString hash, int chunk, int count, long expires) {

  /** The longest message, 32 MiB. */
  public static final int LONGEST = 32 << 20;

  /** What of a message fits the largest record beside header and tag. */
  public static final int LARGEST_CHUNK =
      SizeClass.K64.bytes() - RecordHeader.LENGTH - MailSealer.TAG;

  /** Smaller ones would only make many. */
  private static final int SMALLEST_CHUNK = 32_768;

  private static final int KEY = 32;

  /** Checks that the numbers fit each other. */
  public Manifest {
    if (contentKey.length() != KEY || hash.length() != KEY) {
      throw new IllegalArgumentException("key and hash have 32 bytes");
    }
    boolean sizes =
        length > 0 && length <= LONGEST && chunk >= SMALLEST_CHUNK && chunk <= LARGEST_CHUNK;
    if (!sizes || count != (length + chunk - 1) / chunk) {
      throw new IllegalArgumentException(count + " chunks of " + chunk + " for " + length);
    }
  }

  /** Of a message, in the largest chunks there are. */
  public static Manifest of(ByteString contentKey, long length, ByteString hash, long expires) {
    int count = (int) ((length + LARGEST_CHUNK - 1) / LARGEST_CHUNK);
    return new Manifest(contentKey, length, hash, LARGEST_CHUNK, count, expires);
  }

  /** How many bytes of the message a chunk has. */
  public int lengthOf(int index) {
    return (int) Math.min(chunk, length - offsetOf(index));
  }

  /** Where in the message a chunk begins. */
  public long offsetOf(int index) {
    return (long) index * chunk;
  }

  /** Its 88 bytes. */
  public byte[] encode() {
    return new FieldWriter()
        .raw(contentKey)
        .u64(length)
        .raw(hash)
        .u32(chunk)
        .u32(count)
        .u32(expires)
        .toBytes();
  }

  /**
   * Reads one.
   *
   * @throws MalformedException if the bytes are too few or too many
   * @throws IllegalArgumentException if the numbers do not fit each other
   */
  public static Manifest decode(byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    ByteString key = in.bytes(KEY);
    long length = in.u64();
    ByteString hash = in.bytes(KEY);
    long chunk = in.u32();
    long count = in.u32();
    long expires = in.u32();
    in.end();
    if (chunk > LARGEST_CHUNK || count > LONGEST) {
      throw new MalformedException(count + " chunks of " + chunk);
    }
    return new Manifest(key, length, hash, (int) chunk, (int) count, expires);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return length + " bytes in " + count + " chunks";
  }
}
