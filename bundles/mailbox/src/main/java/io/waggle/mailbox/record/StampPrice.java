package io.waggle.mailbox.record;

/** How many bits of work a put costs. */
public final class StampPrice {

  /** A stranger's smallest mail on an idle holder. */
  public static final int BASE = 8;

  /** What the owner of a box is spared. */
  public static final int OWNER_REBATE = 4;

  /** How many bits too few a holder lets pass, since its load may have grown meanwhile. */
  public static final int FLEXIBILITY = 2;

  private static final int BUSY = 128;
  private static final int CROWDED = 192;

  private StampPrice() {}

  /** What a holder of that load asks of a stranger for 4 KiB: {@code pow} of {@code mb_info}. */
  public static int base(int load) {
    return BASE + (load > BUSY ? 1 : 0) + (load > CROWDED ? 2 : 0);
  }

  /**
   * What a put should carry.
   *
   * @param base the holder's price, {@link #base}; a sender takes the highest of its holders
   * @param size of the record; a profile counts as the smallest
   * @param owner whether it goes to a box of the putter's own key, or is a profile
   * @param demand what the recipient's profile asks for beyond it, for strangers
   */
  public static int bits(int base, SizeClass size, boolean owner, int demand) {
    int bits = base + size.doublings() + (owner ? -OWNER_REBATE : demand);
    return Math.max(0, Math.min(Stamp.MOST_BITS, bits));
  }

  /** The least that a holder takes. */
  public static int least(int bits) {
    return Math.max(0, bits - FLEXIBILITY);
  }
}
