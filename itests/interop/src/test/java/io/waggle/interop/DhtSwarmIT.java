package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.swarm.SwarmJoinOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published swarm and ours meet through nothing but a DHT. */
@SuppressWarnings("try") // nodes that only have to be there
class DhtSwarmIT {

  private static final int ROUNDS = 10;
  private static final int NODES = 20;
  private static final int DEAD = 3;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @ParameterizedTest(name = "{0} dead nodes of 20, ours joins {1}")
  @CsvSource({"0,first", "0,second", "3,first", "3,second"})
  void they_meet(int dead, String order) {
    try (JsonProcess kept = NodePeer.start("dht-node.js", "--count", "" + (NODES - DEAD))) {
      String bootstrap = "127.0.0.1:" + kept.await("listening").getInt("port");
      try (JsonProcess doomed =
          NodePeer.start("dht-node.js", "--count", "" + DEAD, "--bootstrap", bootstrap)) {
        doomed
            .log()
            .await("ready", () -> doomed.log().count("ready") == DEAD, JsonProcess.PATIENCE);
        connect(kept, bootstrap);
        if (dead > 0) {
          doomed.close();
        }
        for (int round = 0; round < ROUNDS; round++) {
          meet(bootstrap, order.equals("first"), "round " + round);
        }
      }
    }
  }

  /** The nodes of one process know only the first one of them until told. */
  private static void connect(JsonProcess nodes, String bootstrap) {
    int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
    for (int i = 1; i < NODES - DEAD; i++) {
      nodes.send("add-node", "node", i, "host", "127.0.0.1", "port", port);
    }
  }

  private static void meet(String bootstrap, boolean oursFirst, String as) {
    String topic = Peers.hex(20);
    try (OurDht dht = OurDht.start(bootstrap).awaitReady();
        OurNode ours = OurNode.builder().dht(dht.service()).start()) {
      if (oursFirst) {
        ours.join(topic, SwarmJoinOptions.BOTH);
        ours.awaitFlushed();
      }
      try (JsonProcess theirs = theirs(topic, bootstrap)) {
        if (!oursFirst) {
          theirs.await("listening");
          ours.join(topic, SwarmJoinOptions.BOTH);
        }
        SwarmIT.awaitTalk(ours.log());
        SwarmIT.awaitTalk(theirs.log());
        assertThat(ours.swarm().connections()).as(as).hasSize(1);
      }
    }
  }

  private static JsonProcess theirs(String topic, String bootstrap) {
    return NodePeer.start(
        "swarm-peer.js",
        "--no-utp",
        "--no-hash",
        "--dns",
        "none",
        "--dht",
        bootstrap,
        "--topic",
        topic,
        "--say",
        "hello from theirs");
  }
}
