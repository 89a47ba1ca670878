package io.waggle.kademliadht.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CadenceTest {

  @Test
  void soonAtFirstThenEveryTenMinutes() {
    Cadence cadence = new Cadence();
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(5));
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(15));
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(60));
    assertThat(cadence.next()).isEqualTo(Cadence.STEADY);
    assertThat(cadence.next()).isEqualTo(Cadence.STEADY);
    cadence.restart();
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void deadPeersAreKeptBackForAWhileThatDoubles() {
    VirtualTime time = new VirtualTime();
    DeadPeers dead = new DeadPeers(time);
    PeerAddress peer = PeerAddress.parse("192.0.2.1:80");
    assertThat(dead.isDead(peer)).isFalse();
    dead.failed(peer);
    time.advance(Duration.ofSeconds(59));
    assertThat(dead.isDead(peer)).isTrue();
    time.advance(Duration.ofSeconds(2));
    assertThat(dead.isDead(peer)).isFalse();
    dead.failed(peer);
    time.advance(Duration.ofSeconds(119));
    assertThat(dead.isDead(peer)).isTrue();
    dead.reached(peer);
    assertThat(dead.isDead(peer)).isFalse();
    for (int i = 0; i < 10; i++) {
      dead.failed(peer);
    }
    time.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(dead.isDead(peer)).as("ten minutes at most").isFalse();
  }
}
