package io.waggle.mdnsdiscovery.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SenderBookTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int PER_SECOND = 200;

  private final Acquaintances met = new Acquaintances();
  private final SenderBook book =
      new SenderBook("lan", PER_SECOND, met, new SplittableRandom(5), 0);

  private static InetAddress address(int number) {
    byte[] bytes = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private boolean admits(int number, long now) {
    return book.admits(address(number), false, now, Instant.EPOCH);
  }

  private boolean isRemembered(int number) {
    return book.senders().stream().anyMatch(s -> s.address().equals(address(number)));
  }

  /** Packets of so many senders in turn, 50,000 a second; returns how many were let in. */
  private int flood(int senders, long from, long until) {
    int admitted = 0;
    int next = 0;
    for (long now = from; now < until; now += SECOND / 50_000) {
      admitted += admits(1000 + next, now) ? 1 : 0;
      next = (next + 1) % senders;
    }
    return admitted;
  }

  @Test
  void ofOneSenderSoManyAreReadASecond() {
    flood(1, 0, 2 * SECOND);
    assertThat(flood(1, 2 * SECOND, 12 * SECOND)).isBetween(2000, 2030);
  }

  @Test
  void aFloodUnderManyAddressesIsBounded() {
    flood(100_000, 0, 2 * SECOND);
    assertThat(flood(100_000, 2 * SECOND, 12 * SECOND)).isLessThan(46_000);
    assertThat(book.senders()).hasSize(SenderBook.MOST);
  }

  @Test
  void whoSaysLittleIsHeardBesideAThousandWhoSayMuch() {
    flood(1000, 0, 5 * SECOND);
    int heard = 0;
    for (int i = 0; i < 20; i++) {
      long now = (5 + 3 * i) * SECOND;
      heard += admits(i, now) ? 1 : 0;
      flood(1000, now, now + 3 * SECOND);
    }
    assertThat(heard).isGreaterThanOrEqualTo(19);
  }

  @Test
  void whoHasShakenHandsIsAlwaysHeardAndRemembered() {
    met.met(address(1));
    for (int i = 0; i < 20; i++) {
      flood(100_000, i * SECOND, (i + 1) * SECOND);
      assertThat(admits(1, (i + 1) * SECOND)).isTrue();
    }
    assertThat(isRemembered(1)).isTrue();
  }

  @Test
  void whoWasHeardForAWhileBeforeStaysAndIsHeard() {
    assertThat(admits(1, 0)).isTrue();
    assertThat(admits(1, 70 * SECOND)).isTrue();
    flood(100_000, 70 * SECOND, 90 * SECOND);
    assertThat(isRemembered(1)).isTrue();
    assertThat(admits(1, 90 * SECOND)).isTrue();
  }
}
