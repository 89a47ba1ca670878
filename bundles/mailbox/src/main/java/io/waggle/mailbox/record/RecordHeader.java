package io.waggle.mailbox.record;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first 70 bytes of a sealed record, in the clear and bound to the rest as associated data.
 *
 * @param type what it is
 * @param box where it lies
 * @param verifier the hash of its delivery proof (DV), 32 bytes
 * @param created when, down to the hour
 * @param expires when holders may drop it, up to six hours, at most 30 days after {@code created}
 * @param size of the whole record
 * @param hint tells the recipient which of its keys to try
 */
public record RecordHeader(
    RecordType type,
    NodeId box,
    ByteString verifier,
    long created,
    long expires,
    SizeClass size,
    int hint) {

  /** Length in bytes. */
  public static final int LENGTH = 70;

  /** The one version. */
  public static final int VERSION = 1;

  /** HPKE base mode with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305. */
  public static final int SUITE = 1;

  /** {@code created} is a multiple of it. */
  public static final long HOUR = 3600;

  /** {@code expires} is a multiple of it. */
  public static final long STEP = 6 * HOUR;

  /** The longest life in seconds. */
  public static final long LONGEST = 30 * 24 * HOUR;

  private static final long U32 = 0xffffffffL;

  /** Checks everything that {@link #decode} checks. */
  public RecordHeader {
    Octets.length("a verifier", verifier, DeliveryProof.LENGTH);
    boolean round = created % HOUR == 0 && expires % STEP == 0;
    boolean range = created >= 0 && expires <= U32;
    if (!round || !range || expires <= created || expires > created + LONGEST) {
      throw new IllegalArgumentException("times " + created + " and " + expires);
    }
  }

  /**
   * A header with its times made coarse.
   *
   * @param now seconds
   * @param life seconds, at least one and at most {@link #LONGEST}
   */
  public static RecordHeader at(
      RecordType type,
      NodeId box,
      ByteString verifier,
      long now,
      long life,
      SizeClass size,
      int hint) {
    long created = now - now % HOUR;
    long wanted = (now + life + STEP - 1) / STEP * STEP;
    long latest = (created + LONGEST) / STEP * STEP;
    return new RecordHeader(type, box, verifier, created, Math.min(wanted, latest), size, hint);
  }

  /** The 70 bytes. */
  public byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) VERSION)
        .put((byte) type.code())
        .put(box.toBytes())
        .put(verifier.toBytes())
        .putInt((int) created)
        .putInt((int) expires)
        .putShort((short) SUITE)
        .putShort((short) size.kib())
        .putInt(hint)
        .array();
  }

  /** Reads the header at the start of a record; empty if there is none that is valid. */
  public static Optional<RecordHeader> decode(byte[] record) {
    if (record.length < LENGTH || record[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(record, 1, LENGTH - 1);
    Optional<RecordType> type = RecordType.of(in.get());
    NodeId box = NodeId.of(Octets.take(in, NodeId.LENGTH).toBytes());
    ByteString verifier = Octets.take(in, DeliveryProof.LENGTH);
    long created = in.getInt() & U32;
    long expires = in.getInt() & U32;
    boolean suite = in.getShort() == SUITE;
    Optional<SizeClass> size = SizeClass.ofKib(in.getShort());
    if (type.isEmpty() || size.isEmpty() || !suite) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RecordHeader(type.get(), box, verifier, created, expires, size.get(), in.getInt()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads the header of a whole record; empty also if the record is not of the size it names. */
  public static Optional<RecordHeader> ofWhole(byte[] record) {
    return decode(record).filter(header -> header.size.bytes() == record.length);
  }
}
