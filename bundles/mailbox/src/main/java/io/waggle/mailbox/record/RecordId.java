package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import java.util.Arrays;

/**
 * Names a record by its contents: the SHA-256 of all its bytes.
 *
 * @param bytes all 32
 */
public record RecordId(ByteString bytes) {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** Length of the {@link #name()} in bytes. */
  public static final int NAME_LENGTH = 16;

  /** Checks the length. */
  public RecordId {
    Octets.length("a record's id", bytes, LENGTH);
  }

  /** The id of a whole record or profile. */
  public static RecordId of(Hashes hashes, byte[] record) {
    return new RecordId(ByteString.of(hashes.sha256(record)));
  }

  /** The first 16 bytes, which name the record on the wire. */
  public ByteString name() {
    return ByteString.of(Arrays.copyOf(bytes.toBytes(), NAME_LENGTH));
  }

  /** In hex. */
  @Override
  public String toString() {
    return bytes.toString();
  }
}
