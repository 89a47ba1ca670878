package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: {@code waggle join} and {@code waggle server} against published peers. */
@SuppressWarnings("try") // a server that only has to be there
class LauncherIT {

  private static final Duration STOP = Duration.ofSeconds(5);

  @TempDir Path scratch;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  private static JsonProcess theirs(String impl, int dns, String topic) {
    return NodePeer.start(
        "swarm-peer.js",
        "--impl",
        impl,
        "--no-hash",
        "--dns",
        "127.0.0.1:" + dns,
        "--topic",
        topic,
        "--say",
        "hello from npm");
  }

  private JsonProcess join(int dns, String topic) {
    return Waggle.start(
        scratch,
        List.of(
            "join",
            topic,
            "--no-hash",
            "--dns",
            "127.0.0.1:" + dns,
            "--port",
            "0",
            "--say",
            "hello from waggle",
            "--json"));
  }

  @Test
  void one_command_meets_a_published_peer_through_the_npm_server() {
    int dns = Peers.freePort();
    String topic = Peers.hex(20);
    try (JsonProcess server = NodePeer.dnsServer(dns);
        JsonProcess theirs = theirs("6.1", dns, topic);
        JsonProcess ours = join(dns, topic)) {
      ours.await("listening");
      theirs.await("line", row -> row.getString("line").equals("hello from waggle"));
      ours.await("line", row -> row.toString().contains("hello from npm"));
      assertThat(ours.terminate(STOP)).isZero();
      theirs.await("connection-closed");
      server.send("dump");
      assertThat(server.await("dump").getJsonArray("entries").toString())
          .as("our announcement was withdrawn")
          .doesNotContain(":" + Waggle.port(ours.await("listening")) + "}");
    }
  }

  @RepeatedTest(3)
  void departure_of_a_published_peer_is_noticed() {
    int dns = Peers.freePort();
    String topic = Peers.hex(20);
    try (JsonProcess server = NodePeer.dnsServer(dns);
        JsonProcess ours = join(dns, topic)) {
      ours.await("flushed");
      try (JsonProcess theirs = theirs("6.1", dns, topic)) {
        ours.await("line", row -> row.toString().contains("hello from npm"));
        theirs.send("destroy");
        // Not its "destroyed": its uTP goes on accepting while it closes, and we dial again.
        ours.await("closed");
      }
    }
  }

  @Test
  void one_command_serves_published_peers() {
    int dns = Peers.freePort();
    String topic = Peers.hex(20);
    try (JsonProcess server =
            Waggle.start(scratch, List.of("server", "--port", "" + dns, "--ttl", "60", "--json"));
        JsonProcess ready = awaiting(server);
        JsonProcess one = theirs("6.1", dns, topic);
        JsonProcess two = theirs("5.1", dns, topic)) {
      assertThat(ready).isSameAs(server);
      one.await("line", row -> row.getString("line").equals("echo hello from npm"));
      two.await("line", row -> row.getString("line").equals("echo hello from npm"));
      assertThat(server.terminate(STOP)).isZero();
    }
  }

  private static JsonProcess awaiting(JsonProcess server) {
    server.await("listening");
    return server;
  }
}
