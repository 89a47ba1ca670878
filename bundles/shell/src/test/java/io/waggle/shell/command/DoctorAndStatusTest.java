package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.server.ServerReport;
import io.waggle.shell.Finding;
import io.waggle.shell.doubles.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DoctorAndStatusTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  @Test
  void allIsWell() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    node.findings.add(Finding.note("component x", "it waits for a configuration"));
    assertThat(node.type("doctor")).isEqualTo("All well.");
    assertThat(node.type("doctor --check")).isEqualTo("All well.");
    assertThat(node.type("doctor --all"))
        .isEqualTo("note: component x: it waits for a configuration.");
    assertThat(node.type("doctor --json"))
        .isEqualTo(
            "{\"schema\":\"waggle/1\",\"command\":\"doctor\",\"well\":true,\"findings\":[]}");
  }

  @Test
  void oneSentenceForEachThing() {
    node.findings.add(Finding.problem("bundle a 1.0", "it is not started: 'start 5' starts it"));
    node.discovery.sources.add(TestNode.source("dns-a", SourceState.DOWN, "no server answers"));
    node.discovery.sources.add(TestNode.source("dns-b", SourceState.DISABLED, "same id"));
    node.discovery.sources.add(TestNode.source("dns-c", SourceState.DEGRADED, ""));
    node.swarm.state = SourceState.DEGRADED;
    node.swarm.reason = "port 3282 is in use, see the key 'port'";
    node.servers.add(server(Map.of(53, "permission denied")));
    assertThat(node.type("doctor"))
        .isEqualTo(
            """
            bundle a 1.0: it is not started: 'start 5' starts it.
            source dns-a: it does not work: no server answers.
            source dns-b: it is not used until it is changed: same id.
            source dns-c: it works in part.
            swarm main: it is DEGRADED: port 3282 is in use, see the key 'port'.
            server dns/home: it can't listen on port 53: permission denied.""");
    assertThat(node.type("doctor --json"))
        .contains("\"well\":false")
        .contains(
            "{\"severity\":\"PROBLEM\",\"subject\":\"source dns-c\","
                + "\"sentence\":\"it works in part\"}");
    assertThatThrownBy(() -> node.type("doctor --check"))
        .hasMessage(
            "doctor: 6 problem(s), the first: bundle a 1.0: it is not started: 'start 5' starts"
                + " it.");
  }

  @Test
  void aNodeWithoutHubOrSourcesIsNotWell() {
    assertThat(node.type("doctor"))
        .isEqualTo(
            "discovery: there is no source, so no peer can be found: 'source-add' makes one.");
    node.hub = Optional.empty();
    assertThat(node.type("doctor"))
        .isEqualTo(
            "discovery: no discovery service runs, so nobody looks for peers or announces us.");
    node.swarm.listening.clear();
    assertThat(node.type("doctor"))
        .endsWith("swarm main: it listens on no port, so nobody can dial us.");
  }

  private static ServerReport server(Map<Integer, String> missing) {
    return new ServerReport(
        "home",
        "dns",
        missing.isEmpty() ? SourceState.UP : SourceState.DEGRADED,
        "",
        List.of(PeerAddress.parse("0.0.0.0:5300")),
        new TreeMap<>(missing),
        12,
        3,
        1,
        new TreeMap<>(Map.of("peers", 12L)),
        new TreeMap<>(Map.of("peers", 1000L)),
        new TreeMap<>(Map.of("answers", 99L)));
  }

  @Test
  void statusIsOneScreen() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    node.servers.add(server(Map.of()));
    assertThat(node.type("status"))
        .isEqualTo(
            """
            version       0.1.0
            java          17
            uptime        2h5m
            heapMib       80
            heapLimitMib  256

            swarms
            SWARM  ID        STATE  LISTENING         TOPICS  PEERS  CONNECTIONS  LIMITS
            main   abababab  UP     tcp=0.0.0.0:3282       0      0            0  connections=0/64

            sources
            SOURCE    KIND  STATE  TOPICS  REASON
            dns-home  dns   UP          1  -

            nat
            nobody tells how others see us

            servers
            SERVER  KIND  STATE  BOUND         PEERS
            home    dns   UP     0.0.0.0:5300     12""");
    assertThat(node.type("status --json"))
        .startsWith(
            "{\"schema\":\"waggle/1\",\"command\":\"status\",\"version\":\"0.1.0\",\"java\":\"17\","
                + "\"uptimeMs\":7500000,");
  }

  @Test
  void servers() {
    assertThat(node.type("servers")).isEqualTo("this node runs no server");
    node.servers.add(server(Map.of()));
    assertThat(node.type("servers"))
        .isEqualTo(
            """
            SERVER  KIND  STATE  BOUND         PEERS  NAMES  SUBSCRIBERS  REASON
            home    dns   UP     0.0.0.0:5300     12      3            1  -""");
  }

  @Test
  void metricsOfAScope() {
    Metrics hub = new Metrics();
    hub.counter("rounds").add(3);
    node.metrics.put("hub", hub);
    node.metrics.put("swarm.main", new Metrics());
    node.metrics.get("swarm.main").gauge("open", () -> 7);
    assertThat(node.type("metrics"))
        .isEqualTo(
            """
            SCOPE       NAME    VALUE
            hub         rounds      3
            swarm.main  open        7""");
    assertThat(node.type("metrics swarm --json"))
        .endsWith("\"metrics\":[{\"scope\":\"swarm.main\",\"name\":\"open\",\"value\":7}]}");
  }
}
