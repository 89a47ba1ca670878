package io.waggle.kademliadht.security;

import io.waggle.common.hash.SipHash;
import io.waggle.kademliadht.krpc.Endpoint;

/**
 * Who asks how much, in a fixed number of slots of 16 bytes, four to a set: an IPv4 address or an
 * IPv6 /64 has one. The key of the hash is secret. Nothing is allocated after construction, so a
 * flood of invented sources costs time only. Levels leak: they rise by a packet and fall with time.
 */
public final class SourceLimiter {

  /** What {@link #admit} says of a packet that is to be dropped. */
  public static final int REFUSED = -1;

  private static final int WAYS = 4;
  private static final int UNIT = 100;
  private static final int BURST_SECONDS = 3;
  private static final int CREDIT = 128;
  private static final int CREDIT_CAP = 8_192;
  private static final int WINDOW = 1_000;

  private final SipHash hash;
  private final int mask;
  private final int[] tags;
  private final int[] stamps;
  private final short[] queries;
  private final short[] puts;
  private final short[] samples;
  private final short[] credits;

  /**
   * With so many slots, a power of two of at least 16.
   *
   * @param k0 a secret
   * @param k1 a secret
   */
  public SourceLimiter(int slots, long k0, long k1) {
    this.hash = new SipHash(k0, k1);
    this.mask = slots / WAYS - 1;
    this.tags = new int[slots];
    this.stamps = new int[slots];
    this.queries = new short[slots];
    this.puts = new short[slots];
    this.samples = new short[slots];
    this.credits = new short[slots];
  }

  /**
   * Counts a query.
   *
   * @param now hundredths of a second of any counter
   * @param perSecond how many are allowed
   * @return the slot of the source, or {@link #REFUSED}
   */
  public int admit(int now, Endpoint from, int perSecond) {
    int slot = slot(now, from);
    int cost = UNIT;
    int limit = Math.min(perSecond * BURST_SECONDS * UNIT, Short.MAX_VALUE - UNIT);
    leak(now, slot, perSecond);
    if (queries[slot] + cost > limit) {
      return REFUSED;
    }
    queries[slot] += (short) cost;
    return slot;
  }

  private void leak(int now, int slot, int perSecond) {
    int elapsed = Math.min(now - stamps[slot], 100_000);
    if (elapsed <= 0) {
      return;
    }
    stamps[slot] = now;
    queries[slot] = drained(queries[slot], (long) elapsed * perSecond);
    puts[slot] = drained(puts[slot], elapsed);
    samples[slot] = drained(samples[slot], (elapsed + 9) / 10);
    if (elapsed >= WINDOW) {
      credits[slot] = CREDIT;
    }
  }

  private static short drained(short level, long by) {
    return (short) Math.max(0, level - by);
  }

  private int slot(int now, Endpoint from) {
    long key = from.isV6() ? from.hi() : from.lo();
    long h = hash.begin().finish(key & 0xffffffffffffffL, 7) ^ (TAIL * (key >>> 56));
    int set = ((int) h & mask) * WAYS;
    int tag = (int) (h >>> 32) | 1;
    int oldest = set;
    for (int i = set; i < set + WAYS; i++) {
      if (tags[i] == tag) {
        return i;
      }
      if (tags[i] == 0 || (tags[oldest] != 0 && stamps[i] - stamps[oldest] < 0)) {
        oldest = i;
      }
    }
    claim(oldest, tag, now);
    return oldest;
  }

  private static final long TAIL = 0x9e3779b97f4a7c15L;

  private void claim(int slot, int tag, int now) {
    tags[slot] = tag;
    stamps[slot] = now;
    queries[slot] = 0;
    puts[slot] = 0;
    samples[slot] = 0;
    credits[slot] = CREDIT;
  }

  /** Counts a store of a source that was admitted; false if it is one too many. */
  public boolean admitPut(int slot, int perSecond) {
    int cost = Math.max(1, UNIT / perSecond);
    if (puts[slot] + cost > BURST_SECONDS * UNIT) {
      return false;
    }
    puts[slot] += (short) cost;
    return true;
  }

  /** Counts a sample (BEP 51); one in ten seconds is allowed. */
  public boolean admitSample(int slot) {
    if (samples[slot] > 0) {
      return false;
    }
    samples[slot] = UNIT;
    return true;
  }

  /** What may be answered to a query of that length: 3.5 times what came, and 128 bytes. */
  public int room(int slot, int queryLength) {
    int credit = Math.min(credits[slot] + queryLength * 7 / 2, CREDIT_CAP);
    credits[slot] = (short) credit;
    return credit;
  }

  /** So much was answered. */
  public void spent(int slot, int bytes) {
    credits[slot] = (short) Math.max(0, credits[slot] - bytes);
  }
}
