package io.waggle.kademliadht.security;

import io.waggle.common.hash.SipHash;
import io.waggle.kademliadht.krpc.Endpoint;
import java.util.function.LongSupplier;

/**
 * Tokens of 8 bytes that tie a writer to its endpoint and to one target. A secret rules 150 seconds
 * and its tokens are good for four such epochs, ten minutes in all (BEP 5). Not thread-safe;
 * allocates only when an epoch begins.
 */
public final class Tokens {

  /** Length of a token in bytes. */
  public static final int LENGTH = 8;

  private static final long EPOCH = 150_000_000_000L;
  private static final int ACCEPTED = 4;

  private final LongSupplier random;
  private final SipHash[] secrets = new SipHash[ACCEPTED];
  private final long origin;
  private long epoch;

  /** With fresh secrets; {@code now} in nanoseconds. */
  public Tokens(LongSupplier random, long now) {
    this.random = random;
    this.origin = now;
    secrets[0] = fresh();
  }

  private SipHash fresh() {
    return new SipHash(random.getAsLong(), random.getAsLong());
  }

  private void rotate(long now) {
    long current = (now - origin) / EPOCH;
    for (; epoch < current && current - epoch <= ACCEPTED; epoch++) {
      System.arraycopy(secrets, 0, secrets, 1, ACCEPTED - 1);
      secrets[0] = fresh();
    }
    if (epoch < current) {
      java.util.Arrays.fill(secrets, null);
      secrets[0] = fresh();
      epoch = current;
    }
  }

  /** The token of this moment for a writer and a target. */
  public long token(long now, Endpoint writer, long hi, long mid, int lo) {
    rotate(now);
    return hash(secrets[0], writer, hi, mid, lo);
  }

  /** Whether the 8 bytes are a token given out within the last ten minutes for just that. */
  public boolean accepts(long now, long token, Endpoint writer, long hi, long mid, int lo) {
    rotate(now);
    boolean good = false;
    for (SipHash secret : secrets) {
      // No early way out: the time taken tells nothing.
      good |= secret != null && hash(secret, writer, hi, mid, lo) == token;
    }
    return good;
  }

  private static long hash(SipHash secret, Endpoint writer, long hi, long mid, int lo) {
    return secret
        .begin()
        .word(writer.hi())
        .word(writer.lo())
        .word(hi)
        .word(mid)
        .finish((long) writer.port() << 32 | (lo & 0xffffffffL), 6);
  }
}
