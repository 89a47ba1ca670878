package io.waggle.mailbox.holder;

import io.waggle.mailbox.record.StampPrice;

/** How full and how busy a holder is, 0 to 255, and what work costs therefore. */
final class Load {

  private static final int MOST = 255;

  private final Ledger ledger;
  private HolderLimits limits;
  private long second;
  private int stamps;
  private int busy;

  Load(Ledger ledger, HolderLimits limits) {
    this.ledger = ledger;
    this.limits = limits;
  }

  void limits(HolderLimits newLimits) {
    limits = newLimits;
  }

  /** A stamp was checked. */
  void checked(long seconds) {
    if (seconds != second) {
      busy = seconds == second + 1 ? stamps : 0;
      second = seconds;
      stamps = 0;
    }
    stamps++;
  }

  /** The highest of three: bytes, records, and the stamps checked in the second before. */
  int level(long seconds) {
    double bytes = (double) ledger.bytes() / limits.bytes();
    double records = (double) ledger.records() / limits.records();
    int recent = seconds == second ? busy : seconds == second + 1 ? stamps : 0;
    double work = (double) recent / limits.stamps();
    return (int) Math.min(MOST, MOST * Math.max(work, Math.max(bytes, records)));
  }

  int price(long seconds) {
    return StampPrice.base(level(seconds));
  }
}
