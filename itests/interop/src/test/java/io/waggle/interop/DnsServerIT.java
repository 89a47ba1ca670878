package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The npm clients against our server. */
@SuppressWarnings("try") // a server that only has to be there
class DnsServerIT {

  private final int port = Peers.freePort();
  private final String name = Peers.hex(20);

  @TempDir Path data;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  private JsonProcess client(String dialect) {
    return NodePeer.start("dns-client.js", "--impl", dialect, "--server", "127.0.0.1:" + port);
  }

  private void announce(JsonProcess client, int port) {
    int before = client.log().count("announced");
    client.send("announce", "name", name, "port", port);
    awaitSuccess(client, "announced", before);
  }

  /** The ports one lookup gives. */
  private Set<Integer> lookup(JsonProcess client) {
    int from = client.log().all().size();
    int before = client.log().count("looked-up");
    client.send("lookup", "name", name);
    awaitSuccess(client, "looked-up", before);
    List<JsonObject> all = client.log().all();
    return all.subList(from, all.size()).stream()
        .filter(row -> row.getString("event").equals("peer"))
        .map(row -> row.getInt("port"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void awaitSuccess(JsonProcess client, String event, int before) {
    client.log().await(event, () -> client.log().count(event) > before, JsonProcess.PATIENCE);
    List<JsonObject> all = client.log().all(event);
    assertThat(all.get(all.size() - 1).getBoolean("ok")).as(event).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void announce_lookup_and_unannounce(String dialect) {
    try (OurServer server = OurServer.start(data, port);
        JsonProcess one = client(dialect);
        JsonProcess two = client(dialect)) {
      announce(one, 4001);
      announce(one, 4002);
      assertThat(lookup(two)).containsExactly(4001, 4002);
      one.send("unannounce", "name", name, "port", 4001);
      awaitSuccess(one, "unannounced", 0);
      assertThat(lookup(two)).containsExactly(4002);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void newcomer_is_pushed_to_who_asked_before(String dialect) {
    try (OurServer server = OurServer.start(data, port);
        JsonProcess early = client(dialect);
        JsonProcess late = client(dialect)) {
      assertThat(lookup(early)).isEmpty();
      announce(late, 4003);
      assertThat(early.await("peer").getInt("port")).isEqualTo(4003);
      assertThat(early.await("peer").getString("host")).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void two_servers_tell_a_client_who_it_is(String dialect) {
    // The original believes only servers of different addresses.
    String servers = "127.0.0.1:" + port + ",127.0.0.2:" + port;
    try (OurServer one = OurServer.start(data, "127.0.0.1", 60, port);
        OurServer two = OurServer.start(data.resolve("two"), "127.0.0.2", 60, port);
        JsonProcess client =
            NodePeer.start("dns-client.js", "--impl", dialect, "--server", servers)) {
      client.send("whoami");
      JsonObject answer = client.await("whoami");
      assertThat(answer.getBoolean("ok")).isTrue();
      assertThat(answer.getJsonObject("me").getString("host")).isEqualTo("127.0.0.1");
      assertThat(answer.getJsonObject("me").getInt("port")).isBetween(1, 65535);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void forty_peers_of_one_name_are_all_served(String dialect) {
    try (OurServer server = OurServer.start(data, port);
        JsonProcess many = client(dialect);
        JsonProcess reader = client(dialect)) {
      Set<Integer> announced =
          IntStream.range(5000, 5040).boxed().collect(Collectors.toCollection(TreeSet::new));
      announced.forEach(peer -> announce(many, peer));
      Set<Integer> seen = new TreeSet<>();
      List<Integer> sizes = new ArrayList<>();
      for (int round = 0; round < 40 && seen.size() < 40; round++) {
        Set<Integer> reply = lookup(reader);
        sizes.add(reply.size());
        seen.addAll(reply);
      }
      assertThat(seen).isEqualTo(announced);
      assertThat(sizes).as("31 peers fit into one string").allMatch(size -> size == 31);
    }
  }

  @Test
  void restart_between_announce_and_lookup_loses_nothing() {
    try (JsonProcess one = client("6.2");
        JsonProcess two = client("6.2")) {
      try (OurServer server = OurServer.start(data, port)) {
        announce(one, 4004);
      }
      try (OurServer server = OurServer.start(data, port)) {
        assertThat(lookup(two)).containsExactly(4004);
        announce(one, 4005);
        assertThat(lookup(two)).containsExactly(4004, 4005);
      }
    }
  }

  @Test
  void lapsed_peer_comes_back_while_another_is_alive() {
    try (OurServer server = OurServer.start(data, "127.0.0.1", 2, port);
        JsonProcess one = client("6.2")) {
      announce(one, 4006);
      Set<Integer> seen = lookup(one);
      for (int round = 0; round < 400 && seen.contains(4006); round++) {
        announce(one, 4007);
        assertThat(one.log().settled(java.time.Duration.ofMillis(20), JsonProcess.PATIENCE))
            .isTrue();
        seen = lookup(one);
      }
      assertThat(seen).containsExactly(4007);
      announce(one, 4006);
      assertThat(lookup(one)).containsExactly(4006, 4007);
    }
  }
}
