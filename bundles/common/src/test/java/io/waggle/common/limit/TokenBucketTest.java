package io.waggle.common.limit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 200)
  void neverMoreThanTheBurstAndTheAverage(
      @ForAll @IntRange(min = 1, max = 1000) int rate,
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @IntRange(min = 1, max = 20) int seconds) {
    TokenBucket bucket = new TokenBucket(rate, burst, 0);
    int passed = 0;
    for (long now = 0; now <= seconds * SECOND; now += SECOND / 500) {
      passed += bucket.take(now) ? 1 : 0;
    }
    assertThat(passed).isLessThanOrEqualTo(burst + rate * seconds);
    if (burst >= 2 && rate <= 250) {
      // Asked twice as often as it may pass, nothing but rounding is lost.
      assertThat(passed).isGreaterThanOrEqualTo(rate * seconds * 95 / 100);
    }
  }

  @Test
  void aPauseSavesNoMoreThanTheBurstAndOtherLimitsHoldAtOnce() {
    TokenBucket bucket = new TokenBucket(10, 2, 0);
    assertThat(bucket.take(0)).isTrue();
    assertThat(bucket.take(0)).isTrue();
    assertThat(bucket.take(0)).isFalse();
    assertThat(bucket.take(100 * SECOND)).isTrue();
    bucket.limits(1, 1, 100 * SECOND);
    assertThat(bucket.take(100 * SECOND)).isTrue();
    assertThat(bucket.take(100 * SECOND)).isFalse();
    assertThat(bucket.take(101 * SECOND)).isTrue();
  }

  @Test
  void aClockThatStandsStillGivesNothing() {
    TokenBucket bucket = new TokenBucket(1000, 1, 5);
    assertThat(bucket.take(5)).isTrue();
    assertThat(bucket.take(5)).isFalse();
    assertThat(bucket.take(4)).isFalse();
  }

  @Test
  void tellsHowLongToWaitForTheNext() {
    TokenBucket bucket = new TokenBucket(100, 1, 0);
    assertThat(bucket.waitFor(0)).isZero();
    assertThat(bucket.take(0)).isTrue();
    long wait = bucket.waitFor(4_000_000);
    assertThat(wait).isBetween(6_000_000L, 6_000_001L);
    assertThat(bucket.take(4_000_000 + wait)).isTrue();
  }
}
