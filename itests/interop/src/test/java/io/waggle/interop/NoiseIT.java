package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waggle join --handshake noise}: processes that know each other by public key. */
@SuppressWarnings("try") // a server that only has to be there
class NoiseIT {

  private static final Duration STOP = Duration.ofSeconds(5);

  @TempDir Path scratch;

  private JsonProcess server(int port) {
    JsonProcess server =
        Waggle.start(scratch, List.of("server", "--port", "" + port, "--ttl", "60", "--json"));
    server.await("listening");
    return server;
  }

  private JsonProcess join(int dns, String topic, String identity, String say) {
    return Waggle.start(scratch, words(dns, topic, identity, say));
  }

  private List<String> words(int dns, String topic, String identity, String say) {
    List<String> words = new ArrayList<>(List.of("join", topic, "--no-hash", "--json"));
    words.addAll(List.of("--dns", "127.0.0.1:" + dns, "--port", "0"));
    words.addAll(List.of("--handshake", "noise", "--say", say));
    words.addAll(List.of("--identity", scratch.resolve(identity).toString()));
    return words;
  }

  @Test
  void twoProcessesMeetAndKeepTheirKeys() {
    int dns = Peers.freePort();
    String topic = Peers.hex(20);
    String key;
    try (JsonProcess server = server(dns);
        JsonProcess one = join(dns, topic, "one", "hello from one")) {
      one.await("listening");
      key = one.await("ready").getString("id");
      try (JsonProcess two = join(dns, topic, "two", "hello from two")) {
        one.await("line", row -> row.toString().contains("hello from two"));
        two.await("line", row -> row.toString().contains("hello from one"));
        assertThat(two.await("connection").toString())
            .contains("\"peer\":\"" + key + "\"", "\"handshake\":\"noise\"");
        assertThat(one.await("connection").getString("peer"))
            .isEqualTo(two.await("ready").getString("id"));
        assertThat(two.terminate(STOP)).isZero();
      }
      one.await("closed", row -> row.toString().contains("REMOTE"));
      try (JsonProcess two = join(dns, topic, "two", "hello again")) {
        one.await("line", row -> row.toString().contains("hello again"));
      }
    }
    assertThat(key).hasSize(64);
  }

  @Test
  void aPublishedPeerIsTurnedAwayWithAReason() {
    Peers.assumeNode();
    int dns = Peers.freePort();
    String topic = Peers.hex(20);
    try (JsonProcess server = server(dns);
        JsonProcess ours = join(dns, topic, "one", "hello");
        JsonProcess theirs =
            NodePeer.start(
                "swarm-peer.js",
                "--impl",
                "6.1",
                "--no-hash",
                "--dns",
                "127.0.0.1:" + dns,
                "--topic",
                topic)) {
      ours.await("rejected", row -> row.toString().contains("a handshake message of 8"));
    }
  }
}
