package io.waggle.kademliadht.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmHintsTest {

  @Test
  void lastThirtyTwoPeersAreTold() {
    SwarmHints hints = new SwarmHints();
    for (int i = 1; i <= 40; i++) {
      hints.connected(PeerAddress.parse("192.0.2." + i + ":3282"));
    }
    hints.connected(PeerAddress.parse("192.0.2.20:3282"));
    List<PeerAddress> nodes = hints.nodes().toCompletableFuture().join();
    assertThat(nodes).hasSize(32);
    assertThat(nodes.get(31)).hasToString("192.0.2.20:3282");
    assertThat(nodes.get(0)).hasToString("192.0.2.9:3282");
  }
}
