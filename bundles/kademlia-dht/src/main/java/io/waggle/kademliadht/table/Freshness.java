package io.waggle.kademliadht.table;

/** Who was heard of when, who is worth handing out, and whom a probe would tell most about. */
final class Freshness {

  /** After the first failure a probe is due in 30 s, then each time in twice that. */
  private static final int DOUBT_TENTHS = 300;

  private static final int MOST_DOUBLINGS = 4;
  private static final int NAT = RoutingTable.NAT_TENTHS;

  private final Slots slots;
  private final Admission admission;

  Freshness(Slots slots, Admission admission) {
    this.slots = slots;
    this.admission = admission;
  }

  boolean isGood(int now, int row) {
    return slots.fails(row) < RoutingTable.EVICT_WITH_REPLACEMENT
        && slots.is(row, Slots.VERIFIED)
        && now - lastSign(row) < RoutingTable.GOOD_TENTHS;
  }

  /** When it last answered or asked us; BEP 5: one that has ever answered is good while it asks. */
  private int lastSign(int row) {
    return isDoubtful(row) ? slots.lastOk[row] : Math.max(slots.lastOk[row], slots.lastSent[row]);
  }

  /**
   * It has asked us: its NAT lets us in for a while, whether others can reach it or not, and a
   * probe would prove nothing before that is over.
   */
  void reached(int now, int row) {
    if (!slots.is(row, Slots.VERIFIED)) {
      slots.firstSeen[row] = now;
    } else if (isDoubtful(row)) {
      slots.lastSent[row] = now + RoutingTable.NAT_TENTHS - DOUBT_TENTHS;
    } else {
      slots.lastSent[row] = now;
    }
  }

  /** The row a probe is due for that was not heard from for the longest time, or -1. */
  int oldest(int now, int olderThan, boolean live, boolean urgentOnly) {
    int best = -1;
    int bestAge = olderThan;
    for (int row = 0; row < slots.size; row++) {
      if (slots.is(row, Slots.LIVE) == live) {
        int age = live ? liveAge(now, row) : silence(now, row, slots.firstSeen[row]);
        if (age >= bestAge && (live || mayHelp(row)) && (!urgentOnly || isUrgent(row))) {
          best = row;
          bestAge = age;
        }
      }
    }
    return best;
  }

  private int silence(int now, int row, int heard) {
    int sent = slots.lastSent[row];
    return sent == 0 ? now - heard : Math.min(now - heard, now - sent);
  }

  /** Who has failed, or was only ever heard from while its NAT may have let us in, comes first. */
  private int liveAge(int now, int row) {
    int heard = slots.lastOk[row];
    int silence = silence(now, row, heard);
    if (isDoubtful(row) ? silence >= doubt(row) : isUnproven(row) && silence > NAT) {
      return now - heard + RoutingTable.GOOD_TENTHS;
    }
    return silence < NAT ? -1 : now - heard;
  }

  boolean isUnproven(int row) {
    return slots.lastOk[row] - slots.firstSeen[row] < NAT;
  }

  private boolean isDoubtful(int row) {
    return slots.fails(row) > 0;
  }

  private int doubt(int row) {
    return DOUBT_TENTHS << Math.min(slots.fails(row) - 1, MOST_DOUBLINGS);
  }

  boolean isUrgent(int row) {
    return !slots.is(row, Slots.VERIFIED) && admission.isUrgent(row);
  }

  private boolean mayHelp(int row) {
    return !slots.is(row, Slots.VERIFIED) || admission.hasPlace(slots.bucket[row]);
  }
}
