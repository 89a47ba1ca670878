package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BIND's {@code dig} against our server. */
class DigIT {

  private final int port = Peers.freePort();
  private final String name = Peers.hex(20);

  @TempDir Path data;
  private OurServer server;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
    Peers.assume(NodePeer.works("dig", "-v") ? "" : "dig is not installed");
  }

  @BeforeEach
  void announce_one() {
    server = OurServer.start(data, port);
    try (JsonProcess client = NodePeer.start("dns-client.js", "--server", "127.0.0.1:" + port)) {
      client.send("announce", "name", name, "port", 4001);
      client.await("announced", row -> row.getBoolean("ok"));
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String dig(String type, String... flags) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", "" + port, "+tries=1", "+time=3", type));
    command.add(name + ".dat.local");
    command.addAll(List.of(flags));
    Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void txt_names_the_token_and_the_peers() throws IOException {
    assertThat(dig("TXT", "+short")).contains("\"token=").contains("\"peers=fwAAAQ+h\"");
  }

  @Test
  void srv_names_port_and_address() throws IOException {
    assertThat(dig("SRV", "+short")).isEqualTo("0 0 4001 127.0.0.1.");
  }

  @Test
  void a_names_the_address() throws IOException {
    assertThat(dig("A", "+short")).isEqualTo("127.0.0.1");
  }

  @Test
  void reply_is_well_formed() throws IOException {
    assertThat(dig("TXT"))
        .contains("status: NOERROR", "ANSWER: 1")
        .doesNotContain("Warning", "malformed", "FORMERR", "mismatch");
  }
}
