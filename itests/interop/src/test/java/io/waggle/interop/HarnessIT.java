package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The npm peers among themselves: when this fails, the fault is not ours. */
class HarnessIT {

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @ParameterizedTest
  @CsvSource({"6.1,6.2", "6.1,5.6", "5.1,6.2", "5.1,5.6"})
  void two_npm_peers_meet_through_an_npm_server(String swarm, String server) {
    int port = Peers.freePort();
    String[] flags = {
      "--impl", swarm, "--dns", "127.0.0.1:" + port, "--topic", Peers.hex(32), "--say", "hello"
    };
    try (JsonProcess dns = NodePeer.dnsServer(port, "--impl", server);
        JsonProcess first = NodePeer.start("swarm-peer.js", flags);
        JsonProcess second = NodePeer.start("swarm-peer.js", flags)) {
      first.await("line", row -> row.getString("line").equals("echo hello"));
      second.await("line", row -> row.getString("line").equals("echo hello"));
      dns.send("dump");
      assertThat(dns.await("dump").getJsonArray("entries")).isNotEmpty();
    }
  }

  @Test
  void a_wait_that_is_not_satisfied_tells_what_came() {
    try (JsonProcess client = NodePeer.start("dns-client.js")) {
      client.send("no-such-command");
      assertThat(client.await("bad-command").getString("cmd")).isEqualTo("no-such-command");
    }
  }
}
