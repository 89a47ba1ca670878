package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.NatMapping;
import io.waggle.interop.NatLab.Kind;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole node without any discovery server learns what its NAT does from the nodes of a DHT, which
 * tell it in each answer (BEP 42), and says so.
 */
@SuppressWarnings("try") // nodes that only have to be there
class DhtNatIT {

  private static final int PORT = 6881;

  private NatLab lab;

  @TempDir Path scratch;

  @BeforeAll
  static void set_up() {
    Peers.assume(NatLab.unavailable());
  }

  @AfterEach
  void remove() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"CONE, ENDPOINT_INDEPENDENT", "SYMMETRIC, ENDPOINT_DEPENDENT"})
  void our_nodes_tell_what_a_nat_does(Kind kind, NatMapping mapping) throws Exception {
    lab = NatLab.up(kind, Kind.CONE);
    try (JsonProcess voters = voters()) {
      tells(lab.hostA(), mapping);
    }
  }

  @Test
  void without_a_nat_they_tell_our_own_address() throws Exception {
    lab = NatLab.up(Kind.CONE, Kind.CONE);
    try (JsonProcess voters = voters()) {
      tells(lab.servers().get(0), NatMapping.OPEN);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"CONE, ENDPOINT_INDEPENDENT", "SYMMETRIC, ENDPOINT_DEPENDENT"})
  void nodes_of_libtorrent_tell_it_too(Kind kind, NatMapping mapping) throws Exception {
    Peers.assume(NodePeer.libtorrentUnavailable());
    lab = NatLab.up(kind, Kind.CONE);
    String server = lab.servers().get(1);
    try (JsonProcess voters =
        NodePeer.libtorrentIn(
            server, "--hosts", String.join(",", NatLab.WIDE), "--port", "" + PORT)) {
      voters.await("listening");
      tells(lab.hostA(), mapping);
    }
  }

  /** One node with an id and a socket at each address: for others, five nodes. */
  private JsonProcess voters() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("voters"));
    write(
        folder,
        "io.waggle.dht-bootstrap.cfg",
        "port = " + PORT,
        "bind = " + String.join(", ", NatLab.WIDE));
    return node(lab.servers().get(1), folder, "bootstrap-node");
  }

  /** Asks them by a node on a host, and sees what it says of its NAT. */
  private void tells(String host, NatMapping mapping) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("asking"));
    String nodes = NatLab.WIDE.stream().map(h -> h + ":" + PORT).collect(Collectors.joining(", "));
    write(folder, "io.waggle.dht-dat.cfg", "port = " + PORT, "bootstrap = " + nodes);
    write(folder, "io.waggle.source.dns-dat.off");
    write(folder, "io.waggle.source.mdns-dat.off");
    Files.write(
        folder.resolve("script"),
        List.of(
            "until { (status --json) contains '\"" + mapping + "\"' } { sleep 1 }",
            "status --json",
            "why 192.0.2.7:3282 --json"));
    try (JsonProcess node = node(host, folder, "full", "--script", "script")) {
      assertThat(node.exitCode(Duration.ofMinutes(1))).isZero();
      JsonObject finding = answer(node, "status").getJsonArray("nat").getJsonObject(0);
      assertThat(finding.getString("source")).isEqualTo("dht dat");
      assertThat(finding.getString("mapping")).isEqualTo(mapping.name());
      assertThat(finding.getInt("observers")).isBetween(4, NatLab.WIDE.size());
      assertThat(finding.getInt("agreeing")).isGreaterThanOrEqualTo(4);
      assertThat(answer(node, "why").getString("nat")).isEqualTo(mapping.meaning());
      System.out.println("NAT by the DHT: " + answer(node, "why").getString("seen"));
    }
  }

  private static JsonObject answer(JsonProcess node, String command) {
    return node.log().all().stream()
        .filter(row -> row.getString("command", "").equals(command))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer of " + command));
  }

  private static JsonProcess node(String host, Path folder, String feature, String... more) {
    List<String> words =
        new ArrayList<>(List.of("--feature", feature, "--config", "etc", "--data", "data"));
    words.addAll(List.of(more));
    return Waggle.start(folder, Lan.prefix(host), words);
  }

  private static void write(Path folder, String file, String... lines) throws IOException {
    Files.write(Files.createDirectories(folder.resolve("etc")).resolve(file), List.of(lines));
  }
}
