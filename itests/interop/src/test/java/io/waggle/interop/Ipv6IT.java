package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.swarm.SwarmJoinOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own server and two of our nodes with no IPv4 between them. */
@SuppressWarnings("try") // a server that only has to be there
class Ipv6IT {

  private final String topic = Peers.hex(20);
  private final int dns = Peers.freePort();

  @TempDir Path data;

  @RepeatedTest(20)
  void departure_is_noticed() {
    try (OurServer server = OurServer.start(data, "::1", 60, dns);
        OurNode one = OurNode.builder().bind("::1").dns("[::1]:" + dns).start()) {
      one.join(topic, SwarmJoinOptions.BOTH);
      one.awaitFlushed();
      try (OurNode two = OurNode.builder().bind("::1").dns("[::1]:" + dns).start()) {
        two.join(topic, SwarmJoinOptions.BOTH);
        two.log().await("line", row -> true, JsonProcess.PATIENCE);
      }
      one.log()
          .await(
              "every connection is closed",
              () ->
                  one.log().count("connection") > 0
                      && one.log().count("connection") == one.log().count("connection-closed"),
              JsonProcess.PATIENCE);
      assertThat(one.swarm().connections()).isEmpty();
    }
  }

  @Test
  void two_nodes_meet_on_the_ipv6_loopback() {
    try (OurServer server = OurServer.start(data, "::1", 60, dns);
        OurNode one = OurNode.builder().bind("::1").dns("[::1]:" + dns).start();
        OurNode two = OurNode.builder().bind("::1").dns("[::1]:" + dns).start()) {
      one.join(topic, SwarmJoinOptions.BOTH);
      one.awaitFlushed();
      two.join(topic, SwarmJoinOptions.BOTH);
      SwarmIT.awaitTalk(one.log());
      SwarmIT.awaitTalk(two.log());
      assertThat(two.log().all("connection").get(0).getString("host")).isEqualTo("0:0:0:0:0:0:0:1");
      assertThat(one.log().settled(java.time.Duration.ofMillis(250), JsonProcess.PATIENCE))
          .isTrue();
      assertThat(one.swarm().connections()).hasSize(1);
      assertThat(two.swarm().connections()).hasSize(1);
    }
  }
}
