package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.swarm.SwarmJoinOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found once is found again with every discovery server down. */
@SuppressWarnings("try") // a server that only has to be there
class KnownPeersIT {

  private final String topic = Peers.hex(20);
  private final int dns = Peers.freePort();

  @TempDir Path data;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  private OurNode.Builder node() {
    return OurNode.builder().dns("127.0.0.1:" + dns).remember(data);
  }

  @Test
  void restart_reconnects_without_any_server() {
    try (JsonProcess theirs =
        NodePeer.start(
            "swarm-peer.js",
            "--no-utp",
            "--no-hash",
            "--dns",
            "127.0.0.1:" + dns,
            "--topic",
            topic,
            "--say",
            "hello")) {
      try (JsonProcess server = NodePeer.dnsServer(dns);
          OurNode ours = node().start()) {
        ours.join(topic, SwarmJoinOptions.LOOKUP);
        theirs.await("query-done");
        SwarmIT.awaitTalk(ours.log());
      }
      try (OurNode ours = node().start()) {
        ours.join(topic, SwarmJoinOptions.LOOKUP);
        SwarmIT.awaitTalk(ours.log());
        assertThat(ours.log().all("connection").get(0).getBoolean("initiator")).isTrue();
      }
    }
  }
}
