package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against the npm servers. */
@SuppressWarnings("try") // a server that only has to be there
class DnsClientIT {

  private final int port = Peers.freePort();
  private final String name = Peers.hex(20);
  private final Topic topic = Topic.of(HexFormat.of().parseHex(name), Hashing.RAW);

  @TempDir Path data;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void announce_lookup_and_unannounce(String dialect) {
    try (JsonProcess server = NodePeer.dnsServer(port, "--impl", dialect);
        OurClient one = OurClient.of("127.0.0.1:" + port);
        OurClient two = OurClient.of("127.0.0.1:" + port)) {
      var announcement = one.announce(topic, 4001);
      assertThat(two.lookup(topic)).containsExactly("127.0.0.1:4001");
      assertThat(OurClient.await(announcement.withdraw()).removedNow()).isTrue();
      assertThat(two.lookup(topic)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6", "6.2"})
  void newcomer_is_pushed_to_us(String dialect) {
    try (JsonProcess server = NodePeer.dnsServer(port, "--impl", dialect);
        OurClient ours = OurClient.of("127.0.0.1:" + port);
        JsonProcess late =
            NodePeer.start("dns-client.js", "--impl", dialect, "--server", "127.0.0.1:" + port)) {
      try (OurClient.Asked asked = ours.ask(topic)) {
        asked.awaitSilence();
        assertThat(asked.peers()).isEmpty();
        late.send("announce", "name", name, "port", 4002);
        asked.awaitPeer("127.0.0.1:4002");
      }
    }
  }

  @Test
  void two_servers_tell_us_who_we_are() {
    int second = Peers.freePort();
    try (JsonProcess npm = NodePeer.dnsServer(port);
        OurServer other = OurServer.start(data, "127.0.0.2", 60, second);
        OurClient ours = OurClient.of("127.0.0.1:" + port, "127.0.0.2:" + second)) {
      var me = OurClient.await(ours.observer().observe());
      assertThat(me).isPresent();
      assertThat(me.get().host().getHostAddress()).isEqualTo("127.0.0.1");
      assertThat(me.get().port()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 40, 100})
  void damaged_reply_of_a_crowded_name_is_survived(int crowd) {
    try (JsonProcess server = NodePeer.dnsServer(port);
        OurClient ours = OurClient.of("127.0.0.1:" + port);
        JsonProcess many = NodePeer.start("dns-client.js", "--server", "127.0.0.1:" + port)) {
      IntStream.range(0, crowd).forEach(i -> many.send("announce", "name", name, "port", 5000 + i));
      many.log()
          .await(
              "all announced",
              () -> many.log().count("announced") == crowd,
              Duration.ofSeconds(60));
      try (OurClient.Asked asked = ours.ask(topic)) {
        asked.awaitSilence();
        assertThat(asked.peers()).allMatch(peer -> peer.matches("127\\.0\\.0\\.1:5[01]\\d\\d"));
      }
      Topic other = Topic.named("another name " + name);
      ours.announce(other, 4003);
      assertThat(ours.lookup(other)).containsExactly("127.0.0.1:4003");
    }
  }

  @Test
  void dead_server_delays_no_live_one() {
    try (JsonProcess server = NodePeer.dnsServer(port);
        OurClient teller = OurClient.of("127.0.0.1:" + port);
        OurClient ours = OurClient.of("127.0.0.1:" + Peers.freePort(), "127.0.0.1:" + port)) {
      teller.announce(topic, 4004);
      try (OurClient.Asked asked = ours.ask(topic)) {
        asked.awaitPeer("127.0.0.1:4004");
        assertThat(asked.elapsed()).isLessThan(Duration.ofMillis(450)); // before the first repeat
      }
    }
  }
}
