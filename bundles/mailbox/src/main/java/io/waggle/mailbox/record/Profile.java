package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an identity tells those who want to write to it.
 *
 * @param strangers whether it takes mail from strangers
 * @param receipts whether it gives receipts
 * @param revoked whether it is given up
 * @param seq the higher one is the newer one, not negative
 * @param identity its Ed25519 public key, 32 bytes
 * @param validFrom seconds
 * @param validUntil seconds, at most 14 days after {@code validFrom}
 * @param stampBits what strangers must do beyond the holders' price, 0 to 24
 * @param most the largest record it wants
 * @param sealingKey its newest X-Wing public key, 1,216 bytes
 * @param successor who took its place
 * @param extensions types (1 byte), lengths (2) and values, at most 512 bytes
 */
public record Profile(
    boolean strangers,
    boolean receipts,
    boolean revoked,
    long seq,
    ByteString identity,
    long validFrom,
    long validUntil,
    int stampBits,
    SizeClass most,
    ByteString sealingKey,
    Optional<RecipientId> successor,
    ByteString extensions) {

  /** The one version. */
  public static final int VERSION = 1;

  /** Length of an X-Wing public key in bytes. */
  public static final int SEALING_KEY = 1216;

  /** The most bytes of extensions. */
  public static final int MOST_EXTENSIONS = 512;

  /** The longest validity in seconds. */
  public static final long LONGEST = 14L * 24 * 3600;

  /** How long a revoked or replaced profile is kept, in seconds. */
  public static final long STICKY = 60L * 24 * 3600;

  static final int FIXED = 1304;

  private static final int KEY = 32;
  private static final int STRANGERS = 1;
  private static final int RECEIPTS = 2;
  private static final int REVOKED = 4;
  private static final int TLV_HEAD = 3;
  private static final long U32 = 0xffffffffL;

  /** Checks everything that {@link #decode} checks. */
  public Profile {
    Octets.length("an identity", identity, KEY);
    Octets.length("a sealing key", sealingKey, SEALING_KEY);
    boolean times =
        validFrom >= 0
            && validUntil > validFrom
            && validUntil <= U32
            && validUntil - validFrom <= LONGEST;
    if (!times || seq < 0 || stampBits < 0 || stampBits > Stamp.MOST_BITS) {
      throw new IllegalArgumentException("a profile's times, sequence or stamp");
    }
    if (!wellFormed(extensions)) {
      throw new IllegalArgumentException("a profile's extensions");
    }
  }

  private static boolean wellFormed(ByteString extensions) {
    ByteBuffer in = ByteBuffer.wrap(extensions.toBytes());
    while (in.remaining() >= TLV_HEAD) {
      int length = in.getShort(in.position() + 1) & 0xffff;
      if (length > in.remaining() - TLV_HEAD) {
        return false;
      }
      in.position(in.position() + TLV_HEAD + length);
    }
    return !in.hasRemaining() && extensions.length() <= MOST_EXTENSIONS;
  }

  /** Whose it is. */
  public RecipientId owner(Hashes hashes) {
    return RecipientId.of(hashes, identity);
  }

  /** Whether it must be remembered beyond its validity: it says that the identity has ended. */
  public boolean sticky() {
    return revoked || successor.isPresent();
  }

  /** All but the signature. */
  byte[] encode() {
    int flags = (strangers ? STRANGERS : 0) | (receipts ? RECEIPTS : 0) | (revoked ? REVOKED : 0);
    byte[] next = successor.map(s -> s.bytes().toBytes()).orElseGet(() -> new byte[KEY]);
    return ByteBuffer.allocate(FIXED + extensions.length())
        .put((byte) VERSION)
        .put((byte) flags)
        .putLong(seq)
        .put(identity.toBytes())
        .putInt((int) validFrom)
        .putInt((int) validUntil)
        .put((byte) stampBits)
        .put((byte) most.kib())
        .putShort((short) SEALING_KEY)
        .put(sealingKey.toBytes())
        .put(next)
        .putShort((short) extensions.length())
        .put(extensions.toBytes())
        .array();
  }

  /** Reads all but the signature, at least 1,304 bytes. */
  static Optional<Profile> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = in.get();
    int flags = in.get();
    long seq = in.getLong();
    ByteString identity = Octets.take(in, KEY);
    long from = in.getInt() & U32;
    long until = in.getInt() & U32;
    int bits = in.get();
    Optional<SizeClass> most = SizeClass.ofKib(in.get());
    int keyLength = in.getShort();
    ByteString key = Octets.take(in, SEALING_KEY);
    ByteString next = Octets.take(in, KEY);
    int rest = in.getShort();
    boolean known = version == VERSION && (flags & ~(STRANGERS | RECEIPTS | REVOKED)) == 0;
    if (!known || most.isEmpty() || keyLength != SEALING_KEY || rest != in.remaining()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Profile(
              (flags & STRANGERS) != 0,
              (flags & RECEIPTS) != 0,
              (flags & REVOKED) != 0,
              seq,
              identity,
              from,
              until,
              bits,
              most.get(),
              key,
              Optional.of(next)
                  .filter(n -> !n.equals(ByteString.of(new byte[KEY])))
                  .map(RecipientId::new),
              Octets.take(in, rest)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
