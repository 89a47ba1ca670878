package io.waggle.kademliadht.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the swarm could not reach is kept back for a while, longer each time. */
class DeadPeersTest {

  private static final PeerAddress PEER = PeerAddress.parse("192.0.2.1:3282");

  private final VirtualTime time = new VirtualTime();
  private final DeadPeers dead = new DeadPeers(time);

  @Test
  void aFailureHoldsOneMinuteAndTheNextOneTwo() {
    assertThat(dead.isDead(PEER)).isFalse();
    dead.failed(PEER);
    time.advance(Duration.ofSeconds(59));
    assertThat(dead.isDead(PEER)).isTrue();
    time.advance(Duration.ofSeconds(1));
    assertThat(dead.isDead(PEER)).isFalse();
    dead.failed(PEER);
    time.advance(Duration.ofSeconds(119));
    assertThat(dead.isDead(PEER)).isTrue();
    time.advance(Duration.ofSeconds(1));
    assertThat(dead.isDead(PEER)).isFalse();
  }

  @Test
  void neverLongerThanTenMinutes() {
    for (int i = 0; i < 10; i++) {
      dead.failed(PEER);
    }
    time.advance(Duration.ofMinutes(10));
    assertThat(dead.isDead(PEER)).isFalse();
  }

  @Test
  void aPeerThatWasReachedIsForgiven() {
    dead.failed(PEER);
    dead.reached(PEER);
    assertThat(dead.isDead(PEER)).isFalse();
    dead.failed(PEER);
    time.advance(Duration.ofMinutes(1));
    assertThat(dead.isDead(PEER)).isFalse();
  }

  @Test
  void theOldestOfTooManyIsForgotten() {
    dead.failed(PEER);
    for (int i = 0; i < 2000; i++) {
      dead.failed(PeerAddress.parse("198.51.100.1:" + (i + 1)));
    }
    assertThat(dead.isDead(PEER)).isFalse();
  }
}
