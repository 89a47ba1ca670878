package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.shell.doubles.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhyCommandTest {

  private static final SourceId DNS = new SourceId("dns-home");

  private final TestNode node = new TestNode(Path.of("unused"));
  private final Instant now = node.time.instant();

  WhyCommandTest() {
    node.book.found(
        Sighting.of(
            TestNode.CHAT,
            TestNode.ADDRESS,
            Map.of(
                DNS,
                new Claim(
                    DNS,
                    now.minusSeconds(70),
                    now.plusSeconds(50),
                    Optional.of(PeerAddress.parse("198.51.100.1:5300")),
                    Optional.empty(),
                    5))));
    node.swarm.peers.add(TestNode.peer(PeerReport.State.WAITING, "connection refused"));
    node.swarm.trail.add(
        new TrailEntry(
            now.minusSeconds(69), "dialled", Optional.of(TestNode.ADDRESS), Optional.empty(), ""));
    node.swarm.trail.add(
        new TrailEntry(
            now.minusSeconds(68),
            "refused",
            Optional.of(TestNode.ADDRESS),
            Optional.empty(),
            "connection refused"));
  }

  @Test
  void theTrailOfAPeer() {
    String expected =
        """
        peer       192.0.2.7:3282
        swarm      main
        state      WAITING
        id         c0ffeec0
        attempts   3
        lastError  connection refused
        meaning    the last attempt failed (connection refused); it is dialled again in 15s

        claims
        ADDRESS         SOURCE    TOPIC     FIRST SEEN  EXPIRES  VIA                RANK
        192.0.2.7:3282  dns-home  %s  1m10s ago   in 50s   198.51.100.1:5300     5

        trail
        AT        STEP     ADDRESS         SOURCE  DETAIL
        1m9s ago  dialled  192.0.2.7:3282  -       -
        1m8s ago  refused  192.0.2.7:3282  -       connection refused"""
            .formatted(TestNode.CHAT.label().substring(0, 8));
    assertThat(node.type("why 192.0.2.7:3282")).isEqualTo(expected);
    assertThat(node.type("why c0ffee")).isEqualTo(expected);
  }

  @Test
  void anAddressNobodyNamed() {
    assertThat(node.type("why 192.0.2.8:1"))
        .contains("the swarm does not know this address: no source has named it at a joined topic");
  }

  @Test
  void theTrailOfATopic() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    node.discovery.sources.add(TestNode.source("dns-far", SourceState.DOWN, "no route"));
    node.discovery.joins.add(
        new JoinReport(
            TestNode.CHAT,
            JoinOptions.both(3282),
            now.minusSeconds(80),
            new Outcome(Outcome.Kind.SOME, 1, Map.of()),
            Map.of(DNS, List.of(round(70, Optional.empty()), round(10, timeout()))),
            Map.of(DNS, Optional.of("published"))));
    assertThat(node.type("why chat"))
        .startsWith(
            """
            topic    %s
            label    %s
            realm    public
            outcome  SOME
            peers    1
            meaning  1 peer is known

            asked
            SOURCE    STARTED    TOOK  FIRST PEER  FOUND  NEW  FILTERED  ANSWER
            dns-home  1m10s ago  31ms  30ms            2    1         0  ok
            dns-home  10s ago    31ms  30ms            2    1         0  TIMEOUT: no answer in 3 s
            dns-far   -          -     -               -    -         -  not asked: DOWN, no route

            claims
            """
                .formatted(TestNode.CHAT.label().substring(0, 8), TestNode.CHAT.label()));
    assertThat(node.type("why chat --json"))
        .contains("\"tookMs\":31,\"firstPeerMs\":30,\"found\":2")
        .contains("\"announcement\":\"published\"");
  }

  private Optional<SourceFault> timeout() {
    return Optional.of(new SourceFault(SourceFault.Code.TIMEOUT, "no answer in 3 s", now));
  }

  private RoundReport round(int secondsAgo, Optional<SourceFault> fault) {
    return new RoundReport(
        now.minusSeconds(secondsAgo),
        Optional.of(Duration.ofMillis(31)),
        Optional.of(Duration.ofMillis(30)),
        2,
        1,
        0,
        fault);
  }

  @Test
  void aTopicNobodyJoined() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    assertThat(node.type("why other"))
        .contains("nobody has joined this topic; 'join other' does")
        .contains("not asked: the topic is not joined");
    assertThatThrownBy(() -> node.type("why hex:zz"))
        .hasMessage("why: topic 'hex:zz' is not written in hex");
  }

  @Test
  void whatIsLostLeavesTheBook() {
    node.book.lost(Sighting.of(TestNode.CHAT, TestNode.ADDRESS, Map.of()));
    assertThat(node.book.where(s -> true)).isEmpty();
  }
}
