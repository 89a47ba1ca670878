package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceState;
import io.waggle.shell.doubles.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceCommandsTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  SourceCommandsTest() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    node.discovery.sources.add(
        TestNode.source("known-a", SourceState.DEGRADED, "unknown key 'tll'"));
  }

  @Test
  void listsSources() {
    assertThat(node.type("sources"))
        .isEqualTo(
            """
            SOURCE    KIND   STATE     ROLE     RANK  DOES           REALMS  TOPICS  REASON
            dns-home  dns    UP        PRIMARY     5  find,announce  public       1  -
            known-a   known  DEGRADED  PRIMARY     5  find,announce  public       1  unknown key 'tll'""");
  }

  @Test
  void oneSourceInFullAsJson() {
    assertThat(node.type("sources known-a --json"))
        .isEqualTo(
            ("{'schema':'waggle/1','command':'sources','source':{'source':'known-a',"
                    + "'kind':'known','state':'DEGRADED','paused':false,'role':'PRIMARY','rank':5,"
                    + "'does':['find','announce'],'realms':['public'],'serving':['"
                    + TestNode.CHAT.label()
                    + "'],'reason':'unknown key #tll#','lastFault':null},'figures':{}}")
                .replace('\'', '"')
                .replace('#', '\''));
  }

  @Test
  void pausesAndResumes() {
    assertThat(node.type("source-pause dns-home")).isEqualTo("source  dns-home\npaused  yes");
    assertThat(node.type("source-resume known-a")).isEqualTo("source  known-a\npaused  no");
    assertThat(node.discovery.paused)
        .containsExactly(Map.entry("dns-home", true), Map.entry("known-a", false));
  }

  @Test
  void namesTheSourcesThereAre() {
    assertThatThrownBy(() -> node.type("source-pause dns"))
        .hasMessage("there is no source 'dns'; there is dns-home, known-a");
  }

  @Test
  void probesOneSource() {
    node.discovery.probe.complete(
        new ProbeReport(
            new SourceId("dns-home"),
            TestNode.CHAT,
            new RoundReport(
                node.time.instant(),
                Optional.of(Duration.ofMillis(31)),
                Optional.of(Duration.ofMillis(30)),
                2,
                1,
                1,
                Optional.empty()),
            List.of(TestNode.ADDRESS)));
    assertThat(node.type("test-source dns-home chat"))
        .isEqualTo(
            """
            source     dns-home
            topic      %s
            took       31ms
            firstPeer  30ms
            found      2
            filtered   1
            fault      -
            message    -
            ADDRESS
            192.0.2.7:3282"""
                .formatted(TestNode.CHAT.label().substring(0, 8)));
  }

  @Test
  void aFailedProbeIsAnAnswerAndAHangingOneIsNot() {
    node.discovery.probe.complete(
        new ProbeReport(
            new SourceId("dns-home"),
            TestNode.CHAT,
            new RoundReport(
                node.time.instant(),
                Optional.of(Duration.ofSeconds(3)),
                Optional.empty(),
                0,
                0,
                0,
                Optional.of(
                    new SourceFault(SourceFault.Code.TIMEOUT, "no answer", node.time.instant()))),
            List.of()));
    assertThat(node.type("test-source dns-home chat"))
        .contains("fault      TIMEOUT")
        .endsWith("the round failed");
    node.discovery.probe = new java.util.concurrent.CompletableFuture<>();
    assertThatThrownBy(() -> node.type("test-source dns-home chat --seconds 5"))
        .hasMessage("source 'dns-home' has not ended its round within 5 s");
  }

  @Test
  void saysSoWhenNoHubRuns() {
    node.hub = Optional.empty();
    assertThatThrownBy(() -> node.type("sources"))
        .hasMessage(
            "no discovery service runs: is the bundle io.waggle.discovery-channel active?"
                + " Try 'doctor'");
  }
}
