package io.waggle.interop;

import io.waggle.api.swarm.SwarmJoinOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published swarms and ours find each other by multicast alone, on one host, and one connection
 * is left.
 */
class MdnsSwarmIT {

  private static final int ROUNDS = 20;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @ParameterizedTest(name = "discovery-swarm {0}, {1} first")
  @CsvSource({"6.1,ours", "6.1,theirs", "5.1,ours", "5.1,theirs"})
  void one_connection_is_left(String swarm, String first) {
    for (int round = 0; round < ROUNDS; round++) {
      meet(swarm, first.equals("ours"), round);
    }
  }

  private static JsonProcess theirs(String swarm, String topic) {
    return NodePeer.start(
        "swarm-peer.js",
        "--impl",
        swarm,
        "--multicast",
        "--no-hash",
        "--topic",
        topic,
        "--say",
        "hello from npm");
  }

  private static void meet(String swarm, boolean oursFirst, int round) {
    String topic = Peers.hex(20);
    try (OurNode ours = OurNode.builder().bind("0.0.0.0").lan().start()) {
      ours.port();
      if (oursFirst) {
        ours.join(topic, SwarmJoinOptions.BOTH);
      }
      try (JsonProcess theirs = theirs(swarm, topic)) {
        if (!oursFirst) {
          theirs.await("join");
          ours.join(topic, SwarmJoinOptions.BOTH);
        }
        // Both announce: what is dialled later would take the connection's place under the test.
        theirs.await("peer");
        SwarmIT.assertOneConnection(ours, theirs, swarm + " round " + round);
      }
    }
  }
}
