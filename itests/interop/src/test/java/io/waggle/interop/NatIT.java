package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.interop.NatLab.Kind;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Peers that have a NAT each: the push of the DNS server makes both dial at the same time, and uTP
 * comes through.
 */
class NatIT {

  private final String topic = Peers.hex(20);
  private final List<JsonProcess> running = new ArrayList<>();
  private NatLab lab;

  @TempDir Path scratch;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
    Peers.assume(NatLab.unavailable());
  }

  private void build(Kind a, Kind b) {
    lab = NatLab.up(a, b);
    for (String server : lab.servers()) {
      running.add(NodePeer.startIn(server, "dns-server.js", "--port", "5300"));
    }
    running.forEach(server -> server.await("listening"));
  }

  @AfterEach
  void remove() {
    running.forEach(JsonProcess::close);
    if (lab != null) {
      lab.close();
    }
  }

  private static String servers() {
    return String.join(",", NatLab.SERVERS.stream().map(host -> host + ":5300").toList());
  }

  private JsonProcess ours(String host, String name) throws Exception {
    Path directory = Files.createDirectory(scratch.resolve(name));
    List<String> arguments =
        List.of("join", topic, "--no-hash", "--dns", servers(), "--say", name, "--json");
    JsonProcess process = Waggle.start(directory, List.of("ip", "netns", "exec", host), arguments);
    running.add(process);
    return process;
  }

  private JsonProcess theirs(String host, String name) {
    JsonProcess process =
        NodePeer.startIn(
            host,
            "swarm-peer.js",
            "--no-hash",
            "--dns",
            servers(),
            "--topic",
            topic,
            "--say",
            name);
    running.add(process);
    return process;
  }

  private static void told(JsonProcess process, String what, String transport) {
    process.await("line", row -> row.toString().contains(what));
    JsonObject connection = process.await("connection");
    assertThat(connection.toString()).contains('"' + transport + '"');
  }

  /** Milliseconds between the first dial of our node and its first connection. */
  private static int took(JsonProcess ours) {
    return ours.await("connection").getInt("t") - ours.await("connecting").getInt("t");
  }

  @Test
  void two_of_our_nodes_meet_through_two_cone_nats() throws Exception {
    build(Kind.CONE, Kind.CONE);
    JsonProcess one = ours(lab.hostA(), "one");
    one.await("flushed");
    JsonProcess two = ours(lab.hostB(), "two");
    told(one, "two", "utp");
    told(two, "one", "utp");
    System.out.printf("NAT: cone and cone, ours and ours: %d and %d ms%n", took(one), took(two));
    // The first one named may be oneself, until a server has said what one looks like from outside.
    one.await("peer", row -> row.getString("address").startsWith(NatLab.NAT_B + ":"));
  }

  @Test
  void our_node_is_met_by_a_published_peer_that_comes_later() throws Exception {
    build(Kind.CONE, Kind.CONE);
    JsonProcess ours = ours(lab.hostA(), "ours");
    ours.await("flushed");
    JsonProcess theirs = theirs(lab.hostB(), "theirs");
    told(ours, "theirs", "utp");
    told(theirs, "ours", "utp");
    System.out.printf("NAT: cone and cone, ours and npm: %d ms%n", took(ours));
  }

  @Test
  void our_node_meets_a_published_peer_that_was_there_before() throws Exception {
    build(Kind.CONE, Kind.CONE);
    JsonProcess theirs = theirs(lab.hostB(), "theirs");
    theirs.await("query-done");
    JsonProcess ours = ours(lab.hostA(), "ours");
    told(ours, "theirs", "utp");
    told(theirs, "ours", "utp");
    System.out.printf("NAT: cone and cone, npm and ours: %d ms%n", took(ours));
  }

  /** The birthday method: 256 sockets behind the one NAT, probes of its ports from the other. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({"CONE, SYMMETRIC", "SYMMETRIC, CONE"})
  void two_of_our_nodes_meet_if_one_nat_is_symmetric(Kind a, Kind b) throws Exception {
    build(a, b);
    JsonProcess one = ours(lab.hostA(), "one");
    one.await("flushed");
    JsonProcess two = ours(lab.hostB(), "two");
    told(one, "two", "utp");
    told(two, "one", "utp");
    System.out.printf("NAT: %s and %s: %d and %d ms%n", a, b, took(one), took(two));
  }

  @Test
  void with_two_symmetric_nats_the_reason_is_told() throws Exception {
    build(Kind.SYMMETRIC, Kind.SYMMETRIC);
    JsonProcess one = ours(lab.hostA(), "one");
    one.await("flushed");
    JsonProcess two = ours(lab.hostB(), "two");
    for (JsonProcess each : List.of(one, two)) {
      each.await(
          "connect-failed", row -> row.getString("message").contains("both NATs are symmetric"));
      assertThat(each.log().count("connection")).isZero();
    }
  }
}
