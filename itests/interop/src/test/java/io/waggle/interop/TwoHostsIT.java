package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on two hosts with a cable between them, each started by the launcher. */
class TwoHostsIT {

  private static TwoHosts hosts;

  private final String topic = Peers.hex(20);

  @TempDir Path scratch;

  @BeforeAll
  static void build() {
    Peers.assumeNode();
    Peers.assume(TwoHosts.unavailable());
    hosts = TwoHosts.up();
  }

  @AfterAll
  static void remove() {
    if (hosts != null) {
      hosts.close();
    }
  }

  private JsonProcess waggle(String host, String name, String... arguments) throws Exception {
    Path directory = Files.createDirectory(scratch.resolve(name));
    return Waggle.start(directory, List.of("ip", "netns", "exec", host), List.of(arguments));
  }

  private JsonProcess join(String host, String name, String server) throws Exception {
    return waggle(
        host, name, "join", topic, "--no-hash", "--dns", server, "--say", "from " + name, "--json");
  }

  private void meet(String serverAddress) throws Exception {
    try (JsonProcess server = waggle(hosts.a(), "server", "server", "--port", "5300", "--json")) {
      server.await("listening");
      try (JsonProcess one = join(hosts.a(), "one", serverAddress);
          JsonProcess two = join(hosts.b(), "two", serverAddress)) {
        one.await("line", row -> row.toString().contains("from two"));
        two.await("line", row -> row.toString().contains("from one"));
        assertThat(two.terminate(Duration.ofSeconds(5))).isZero();
        one.await("closed");
      }
    }
  }

  @Test
  void two_of_our_nodes_meet_over_ipv4() throws Exception {
    meet(TwoHosts.A4 + ":5300");
  }

  @Test
  void two_of_our_nodes_meet_over_ipv6() throws Exception {
    meet("[" + TwoHosts.A6 + "]:5300");
  }

  @Test
  void published_peer_on_the_other_host_is_met() throws Exception {
    try (JsonProcess server = NodePeer.startIn(hosts.a(), "dns-server.js", "--port", "5300")) {
      server.await("listening");
      try (JsonProcess theirs =
              NodePeer.startIn(
                  hosts.b(),
                  "swarm-peer.js",
                  "--no-hash",
                  "--dns",
                  TwoHosts.A4 + ":5300",
                  "--topic",
                  topic,
                  "--say",
                  "from npm");
          JsonProcess ours = join(hosts.a(), "ours", TwoHosts.A4 + ":5300")) {
        ours.await("line", row -> row.toString().contains("from npm"));
        theirs.await("line", row -> row.getString("line").equals("from ours"));
      }
    }
  }
}
