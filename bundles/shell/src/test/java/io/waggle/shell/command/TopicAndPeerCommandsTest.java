package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.shell.CommandException;
import io.waggle.shell.doubles.TestConnection;
import io.waggle.shell.doubles.TestNode;
import io.waggle.shell.doubles.TestSwarm;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicAndPeerCommandsTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  @Test
  void joinsByNameOnTheFirstSwarm() {
    assertThat(node.type("join chat --no-announce"))
        .isEqualTo(
            """
            joined    10f35d13
            label     10f35d13ec5b3b2fbc3b4d5bd3ac2e0a1f0a8a05
            swarm     main
            announce  no
            lookup    yes"""
                .replace("10f35d13ec5b3b2fbc3b4d5bd3ac2e0a1f0a8a05", TestNode.CHAT.label())
                .replace("10f35d13", TestNode.CHAT.label().substring(0, 8)));
    assertThat(node.swarm.topics)
        .containsExactly(Map.entry(TestNode.CHAT, SwarmJoinOptions.LOOKUP));
  }

  @Test
  void waitsForTheOutcomeIfAsked() {
    node.swarm.flushed.complete(
        new Outcome(
            Outcome.Kind.NO_RESULT,
            0,
            Map.of(
                new SourceId("dns-a"),
                new SourceFault(
                    SourceFault.Code.TIMEOUT, "no answer in 3 s", node.time.instant()))));
    assertThat(node.type("join hex:00ff --wait 5 --realm lan --json"))
        .isEqualTo(
            ("{'schema':'waggle/1','command':'join','joined':'lan/00ff','label':'00ff',"
                    + "'swarm':'main','announce':true,'lookup':true,'outcome':'NO_RESULT','peers':0,"
                    + "'meaning':'no peer is known, and these sources failed: dns-a (no answer in 3"
                    + " s)'}")
                .replace('\'', '"'));
  }

  @Test
  void leavesATopicThatIsJoinedAndTellsWhatWasTakenBack() {
    node.swarm.topics.put(TestNode.CHAT, SwarmJoinOptions.BOTH);
    node.swarm.withdrawals.add(
        new SourceWithdrawal(
            new SourceId("dns-home"),
            Optional.of(new Withdrawal(true, node.time.instant())),
            Optional.empty()));
    assertThat(node.type("leave " + TestNode.CHAT.label().substring(0, 6)))
        .isEqualTo(
            """
            left      %s
            swarm     main
            complete  yes
            SOURCE    REMOVED NOW  GONE BY  PROBLEM
            dns-home  yes          0ms ago  -"""
                .formatted(TestNode.CHAT.label().substring(0, 8)));
    assertThat(node.swarm.topics).isEmpty();
  }

  @Test
  void topicsShowsASwarmsTopicOnceAndTheHubsOwnJoins() {
    node.swarm.topics.put(TestNode.CHAT, SwarmJoinOptions.BOTH);
    node.swarm.connections.add(new TestConnection(TestNode.connection(1)));
    node.discovery.joins.add(join(TestNode.CHAT, JoinOptions.both(3282), 2));
    node.discovery.joins.add(join(Topic.named("other"), JoinOptions.lookupOnly(), 0));
    assertThat(node.type("topics"))
        .isEqualTo(
            """
            TOPIC     SWARM  ANNOUNCE  LOOKUP  SINCE   OUTCOME    PEERS  OPEN
            %s  main   yes       yes     9s ago  SOME           2     1
            %s  -      no        yes     9s ago  NO_RESULT      0     -"""
                .formatted(
                    TestNode.CHAT.label().substring(0, 8),
                    Topic.named("other").label().substring(0, 8)));
  }

  private JoinReport join(Topic topic, JoinOptions options, int peers) {
    Outcome.Kind kind = peers == 0 ? Outcome.Kind.NO_RESULT : Outcome.Kind.SOME;
    return new JoinReport(
        topic,
        options,
        node.time.instant().minusSeconds(9),
        new Outcome(kind, peers, Map.of()),
        Map.of(),
        Map.of());
  }

  @Test
  void peersCanBeNarrowedDown() {
    node.swarm.peers.add(TestNode.peer(PeerReport.State.WAITING, "connection refused"));
    assertThat(node.type("peers --state waiting --topic chat"))
        .isEqualTo(
            """
            ADDRESS         STATE    PEER      TOPICS    SOURCES   NEXT DIAL  LAST ERROR
            192.0.2.7:3282  WAITING  c0ffeec0  %s  dns-home  15s        connection refused"""
                .formatted(TestNode.CHAT.label().substring(0, 8)));
    assertThat(node.type("peers --state connected"))
        .isEqualTo("no peer is known; 'why <topic>' tells who was asked");
    assertThat(node.type("peers --topic other"))
        .isEqualTo("no peer is known; 'why <topic>' tells who was asked");
  }

  @Test
  void connectionsAsTableAndJson() {
    node.swarm.connections.add(new TestConnection(TestNode.connection(7)));
    assertThat(node.type("connections"))
        .isEqualTo(
            """
            NUMBER  SWARM  PEER      ADDRESS         TRANSPORT  HANDSHAKE        DIRECTION  TOPICS    BYTES IN  BYTES OUT  AGE
                 7  main   c0ffeec0  192.0.2.7:3282  tcp        discovery-swarm  out        %s        12       3456  3m20s"""
                .formatted(TestNode.CHAT.label().substring(0, 8)));
    assertThat(node.type("connections --json"))
        .isEqualTo(
            ("{'schema':'waggle/1','command':'connections','connections':[{'number':7,"
                    + "'swarm':'main','peer':'"
                    + "c0ffee".repeat(10)
                    + "','address':'192.0.2.7:3282','transport':'tcp','direction':'out',"
                    + "'initiator':true,'handshake':'discovery-swarm','topics':['"
                    + TestNode.CHAT.label()
                    + "'],'sources':['dns-home'],'bytesIn':12,'bytesOut':3456,'ageMs':200000}]}")
                .replace('\'', '"'));
  }

  @Test
  void sendWritesALine() {
    TestConnection connection = new TestConnection(TestNode.connection(7));
    node.swarm.connections.add(connection);
    assertThat(node.type("send 7 hello wörld")).isEqualTo("connection  7\nbytes       13");
    assertThat(connection.written.toString()).isEqualTo("hello wörld\n");
    connection.stuck = true;
    assertThatThrownBy(() -> node.type("send 7 more"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "connection 7 did not take the text within 10 s; it may be closed or its peer reads"
                + " nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "join a --no-announce --no-lookup | join: '--no-announce' and '--no-lookup' together leave"
            + " nothing to do",
        "join a --wait soon | join: option '--wait' is 'soon', but must be a whole number",
        "join a --wait 99999 | join: option '--wait' is 99999, but must be 0..3600",
        "join a --no-hash | join: topic 'a' is not written in hex",
        "join a --swarm x | no swarm is named 'x'; there is main",
        "leave a | swarm 'main' has not joined a topic 'a'; 'topics' lists those it has",
        "send 9 a | swarm 'main' has no connection 9; 'connections' lists those it has",
        "send one a | send: argument <connection> is 'one', but must be a whole number",
        "peers --state gone | peers: option '--state' is 'gone', but must be one of [QUEUED,"
            + " CONNECTING, HANDSHAKING, CONNECTED, WAITING, DROPPED, BANNED]",
      })
  void refusesWithOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> node.type(line)).hasMessage(sentence);
  }

  @Test
  void picksASwarmByName() {
    TestSwarm second = new TestSwarm("second");
    node.swarms.add(second);
    node.type("join chat --swarm second");
    assertThat(second.topics).containsKey(TestNode.CHAT);
    assertThat(node.swarm.topics).isEmpty();
  }

  @Test
  void saysSoWhenNoSwarmRuns() {
    node.swarms.clear();
    assertThatThrownBy(() -> node.type("join chat"))
        .hasMessage("no swarm runs: a file io.waggle.swarm-<name>.cfg makes one. Try 'doctor'");
    assertThat(node.type("connections")).isEqualTo("no connection is open");
  }
}
