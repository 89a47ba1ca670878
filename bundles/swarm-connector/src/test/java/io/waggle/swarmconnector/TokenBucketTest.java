package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void theAverageIsKept() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    long now = 0;
    long moved = 0;
    while (now < 100 * SECOND) {
      now += bucket.delay(now).toNanos();
      bucket.take(125, now);
      moved += 125;
    }
    assertThat(moved).isBetween(100_000L, 100_500L);
  }

  @Test
  void idleTimeSavesUpAnEighthOfASecondAtMost() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    bucket.take(125, 1000 * SECOND);
    assertThat(bucket.delay(1000 * SECOND)).isZero();
    bucket.take(500, 1000 * SECOND);
    assertThat(bucket.delay(1000 * SECOND)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void zeroIsNoLimit() {
    TokenBucket bucket = new TokenBucket(0, 0);
    bucket.take(1L << 40, 0);
    assertThat(bucket.delay(0)).isZero();
    assertThat(bucket.chunk()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aNewRateCountsFromNowOn() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    bucket.take(100_125, 0);
    bucket.rate(2000, 0);
    assertThat(bucket.delay(0)).isEqualTo(Duration.ofSeconds(1));
    bucket.rate(0, 0);
    assertThat(bucket.delay(0)).isZero();
  }
}
