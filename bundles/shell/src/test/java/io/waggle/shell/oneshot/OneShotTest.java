package io.waggle.shell.oneshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.server.ServerReport;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.common.config.ConfigReader;
import io.waggle.shell.doubles.TestConnection;
import io.waggle.shell.doubles.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OneShotTest {

  private static final SourceId DNS = new SourceId("dns-home");

  private final TestNode node = new TestNode(Path.of("unused"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> codes = new ArrayList<>();
  private int configuredSources = 1;

  private OneShot start(Map<String, String> config) {
    Map<String, String> properties = new HashMap<>(config);
    properties.putIfAbsent("json", "true");
    CommandConfig parsed =
        ConfigReader.read(CommandConfig.class, properties).config().orElseThrow();
    EventWriter events =
        new EventWriter(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            parsed.json(),
            node.time,
            node.time.instant());
    OneShot run =
        new OneShot(
            parsed,
            node.node(),
            () -> configuredSources,
            events,
            new Ending(events, codes::add),
            node.time);
    run.start();
    node.time.runDue();
    return run;
  }

  /** What was printed since the last call, with quotes that are easier to read. */
  private List<String> printed() {
    List<String> lines = out.toString(StandardCharsets.UTF_8).replace('"', '\'').lines().toList();
    out.reset();
    return lines;
  }

  @Test
  void joinPrintsWhatHappensAndTalks() {
    OneShot run =
        start(Map.of("command", "join", "name", "chat", "say", "hello", "announce", "false"));
    assertThat(printed())
        .containsExactly(
            "{'event':'listening','t':0,'address':'0.0.0.0:3282','transport':'tcp'}",
            "{'event':'ready','t':0,'topic':'%s','id':'%s'}"
                .formatted(TestNode.CHAT.label(), "ab".repeat(32)));
    assertThat(node.swarm.topics).containsEntry(TestNode.CHAT, SwarmJoinOptions.LOOKUP);
    node.time.advance(Duration.ofMillis(15));
    node.swarm.emit(new SwarmEvent.PeerFound("main", TestNode.CHAT, TestNode.ADDRESS, Set.of(DNS)));
    node.swarm.emit(new SwarmEvent.Connecting("main", TestNode.ADDRESS, 1));
    TestConnection connection = new TestConnection(TestNode.connection(7));
    node.swarm.emit(new SwarmEvent.Connected("main", connection));
    connection.receive("hi th");
    connection.receive("ere\nnext\r\nrest");
    assertThat(connection.isClosed).isFalse();
    connection.receive();
    assertThat(connection.isClosed).as("closed when the remote half has ended").isTrue();
    node.swarm.emit(new SwarmEvent.Closed("main", TestNode.connection(7), CloseReason.REMOTE));
    assertThat(connection.written.toString()).isEqualTo("hello\n");
    String peer = "c0ffee".repeat(10);
    assertThat(printed())
        .containsExactly(
            "{'event':'peer','t':15,'address':'192.0.2.7:3282','topic':'"
                + TestNode.CHAT.label()
                + "','sources':['dns-home']}",
            "{'event':'connecting','t':15,'address':'192.0.2.7:3282','attempt':1}",
            "{'event':'connection','t':15,'number':7,'address':'192.0.2.7:3282','peer':'"
                + peer
                + "','transport':'tcp','initiator':true,'handshake':'discovery-swarm','topics':['"
                + TestNode.CHAT.label()
                + "'],'sources':['dns-home']}",
            line("hi there", peer, ""),
            line("next", peer, ""),
            line("rest", peer, ",'partial':true"),
            "{'event':'closed','t':15,'number':7,'address':'192.0.2.7:3282','peer':'"
                + peer
                + "','reason':'REMOTE','bytesIn':12,'bytesOut':3456}");
    run.close();
    assertThat(node.swarm.listeners).isEmpty();
    assertThat(codes).isEmpty();
  }

  private static String line(String text, String peer, String more) {
    return "{'event':'line','t':15,'number':7,'address':'192.0.2.7:3282','text':'%s','peer':'%s'%s}"
        .formatted(text, peer, more);
  }

  @Test
  void joinTellsOfRejectionsFailuresAndPorts() {
    start(Map.of("command", "join", "name", "chat"));
    printed();
    node.swarm.emit(
        new SwarmEvent.Rejected(
            "main",
            Optional.of(TestNode.ADDRESS),
            Optional.empty(),
            RejectReason.LIMIT,
            "64 connections are open"));
    node.swarm.emit(new SwarmEvent.ConnectFailed("main", TestNode.ADDRESS, "refused", true));
    node.swarm.emit(new SwarmEvent.ListenFailed("main", "tcp", 3282, "port 3282 is in use"));
    node.swarm.emit(new SwarmEvent.Listening("main", "tcp", PeerAddress.parse("0.0.0.0:3282")));
    node.swarm.emit(new SwarmEvent.Listening("main", "tcp", PeerAddress.parse("0.0.0.0:3282")));
    node.swarm.flushed.complete(
        new Outcome(
            Outcome.Kind.NO_RESULT,
            0,
            Map.of(DNS, new SourceFault(SourceFault.Code.TIMEOUT, "late", node.time.instant()))));
    assertThat(printed())
        .containsExactly(
            "{'event':'rejected','t':0,'address':'192.0.2.7:3282','reason':'LIMIT',"
                + "'message':'64 connections are open','peer':null}",
            "{'event':'connect-failed','t':0,'address':'192.0.2.7:3282','message':'refused',"
                + "'last':true}",
            "{'event':'error','t':0,'message':'port 3282 is in use','transport':'tcp',"
                + "'port':3282}",
            "{'event':'listening','t':0,'address':'0.0.0.0:3282','transport':'tcp'}",
            "{'event':'flushed','t':0,'outcome':'NO_RESULT','peers':0,'complete':true,"
                + "'errors':{'dns-home':'TIMEOUT: late'}}");
  }

  @Test
  void joinEndsAfterItsTime() {
    start(Map.of("command", "join", "name", "00ff", "hash", "false", "seconds", "5"));
    node.time.advance(Duration.ofMillis(4999));
    assertThat(codes).isEmpty();
    node.time.advance(Duration.ofMillis(1));
    assertThat(codes).containsExactly(ExitCode.OK);
  }

  @Test
  void textForPeople() {
    start(Map.of("command", "join", "name", "chat", "json", "false"));
    node.time.advance(Duration.ofMillis(1512));
    TestConnection connection = new TestConnection(TestNode.connection(7));
    node.swarm.emit(new SwarmEvent.Connected("main", connection));
    connection.receive("evil \u001b[2J\n");
    assertThat(printed())
        .containsExactly(
            "   0.000  listening      0.0.0.0:3282 transport=tcp",
            "   0.000  ready          topic=" + TestNode.CHAT.label() + " id=abababab",
            "   1.512  connection     number=7 192.0.2.7:3282 peer=c0ffeec0 transport=tcp"
                + " initiator=yes handshake=discovery-swarm topics="
                + TestNode.CHAT.label()
                + " sources=dns-home",
            "   1.512  line           number=7 192.0.2.7:3282 evil \\u001b[2J peer=c0ffeec0");
  }

  @Test
  void waitsForTheSwarmAndGivesUp() {
    node.swarms.clear();
    start(Map.of("command", "join", "name", "chat"));
    node.time.advance(Duration.ofSeconds(3));
    node.swarms.add(node.swarm);
    node.time.advance(Duration.ofMillis(20));
    assertThat(printed()).hasSize(2);

    node.swarms.clear();
    start(Map.of("command", "join", "name", "chat"));
    node.time.advance(Duration.ofSeconds(16));
    assertThat(printed())
        .containsExactly(
            "{'event':'error','t':15000,'message':''join' waited 15 s for a swarm in vain',"
                + "'code':4}");
    assertThat(codes).containsExactly(ExitCode.NOT_STARTED);
  }

  @Test
  void lookupWaitsForItsSourcesAndEndsWhenAllWereAsked() {
    configuredSources = 2;
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    OneShot run = start(Map.of("command", "lookup", "name", "chat"));
    node.time.advance(Duration.ofMillis(100));
    assertThat(node.discovery.listeners).isEmpty();
    node.discovery.sources.add(TestNode.source("known-a", SourceState.STARTING, ""));
    node.time.advance(Duration.ofMillis(20));
    Claim claim =
        new Claim(
            DNS, node.time.instant(), node.time.instant(), Optional.empty(), Optional.empty(), 0);
    node.discovery
        .listeners
        .get(0)
        .found(Sighting.of(TestNode.CHAT, TestNode.ADDRESS, Map.of(DNS, claim)));
    node.discovery.flushed.complete(new Outcome(Outcome.Kind.SOME, 1, Map.of()));
    assertThat(printed())
        .containsExactly(
            "{'event':'ready','t':120,'topic':'" + TestNode.CHAT.label() + "'}",
            "{'event':'peer','t':120,'address':'192.0.2.7:3282','topic':'"
                + TestNode.CHAT.label()
                + "','sources':['dns-home'],'peer':null}",
            "{'event':'flushed','t':120,'outcome':'SOME','peers':1,'complete':true,'errors':{}}");
    assertThat(codes).containsExactly(ExitCode.OK);
    run.close();
    assertThat(node.discovery.closed).isEqualTo(1);
  }

  @Test
  void lookupTellsNobodyThereFromNobodyAsked() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    start(Map.of("command", "lookup", "name", "chat"));
    node.discovery.flushed.complete(new Outcome(Outcome.Kind.NO_RESULT, 0, Map.of()));
    assertThat(codes).containsExactly(ExitCode.NO_PEERS);
    codes.clear();
    Map<SourceId, SourceFault> errors =
        Map.of(DNS, new SourceFault(SourceFault.Code.TIMEOUT, "late", node.time.instant()));
    lookup(new Outcome(Outcome.Kind.NO_RESULT, 0, errors));
    assertThat(codes).containsExactly(ExitCode.NO_ANSWER);
    codes.clear();
    node.discovery.sources.add(TestNode.source("known-a", SourceState.UP, ""));
    lookup(new Outcome(Outcome.Kind.NO_RESULT, 0, errors));
    assertThat(codes).containsExactly(ExitCode.NO_PEERS);
    codes.clear();
    lookup(new Outcome(Outcome.Kind.NO_SOURCES, 0, Map.of()));
    assertThat(codes).containsExactly(ExitCode.NO_ANSWER);
  }

  private void lookup(Outcome outcome) {
    node.discovery.outcome = outcome;
    node.discovery.flushed.obtrudeValue(outcome);
    start(Map.of("command", "lookup", "name", "chat"));
  }

  @Test
  void lookupEndsAtItsTimeWithWhatIsKnown() {
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    start(Map.of("command", "lookup", "name", "chat", "seconds", "2"));
    node.discovery.outcome = new Outcome(Outcome.Kind.SOME, 3, Map.of());
    node.time.advance(Duration.ofSeconds(2));
    assertThat(printed())
        .endsWith(
            "{'event':'flushed','t':2000,'outcome':'SOME','peers':3,'complete':false,"
                + "'errors':{}}");
    assertThat(codes).containsExactly(ExitCode.OK);
    node.discovery.flushed.complete(new Outcome(Outcome.Kind.NO_RESULT, 0, Map.of()));
    assertThat(codes).as("ended once").containsExactly(ExitCode.OK);
    assertThat(printed()).as("nothing is said after the end").isEmpty();
  }

  @Test
  void lookupWithoutAnySourceStillEnds() {
    start(Map.of("command", "lookup", "name", "chat"));
    node.time.advance(LookupRun.SETTLE);
    node.discovery.flushed.complete(new Outcome(Outcome.Kind.NO_SOURCES, 0, Map.of()));
    assertThat(codes).containsExactly(ExitCode.NO_ANSWER);
  }

  @Test
  void serverTellsItsPortsOnce() {
    OneShot run = start(Map.of("command", "server", "seconds", "60"));
    node.time.advance(Duration.ofMillis(100));
    node.servers.add(server(List.of("0.0.0.0:5300"), Map.of(53, "port 53: permission denied")));
    node.time.advance(Duration.ofSeconds(1));
    node.servers.set(0, server(List.of("0.0.0.0:5300", "0.0.0.0:53"), Map.of()));
    node.time.advance(Duration.ofSeconds(60));
    assertThat(printed())
        .containsExactly(
            "{'event':'listening','t':120,'address':'0.0.0.0:5300','transport':'udp',"
                + "'server':'home','kind':'dns'}",
            "{'event':'error','t':120,'message':'port 53: permission denied','port':53,"
                + "'server':'home'}",
            "{'event':'listening','t':1120,'address':'0.0.0.0:53','transport':'udp',"
                + "'server':'home','kind':'dns'}");
    assertThat(codes).containsExactly(ExitCode.OK);
    run.close();
    assertThat(node.time.pending()).isZero();
  }

  private static ServerReport server(List<String> bound, Map<Integer, String> missing) {
    return new ServerReport(
        "home",
        "dns",
        SourceState.UP,
        "",
        bound.stream().map(PeerAddress::parse).toList(),
        new TreeMap<>(missing),
        0,
        0,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  @Test
  void aTopicThatCanNotBeReadIsAUsageError() {
    start(Map.of("command", "join", "name", "chat", "hash", "false"));
    assertThat(codes).containsExactly(ExitCode.USAGE);
    assertThat(printed())
        .containsExactly(
            "{'event':'error','t':0,'message':'topic 'chat' is not written in hex','code':2}");
  }

  @Test
  void theRangesOfTheMetatypeAreThoseThatAreChecked() {
    assertThat(ConfigReader.read(CommandConfig.class, Map.of("seconds", "-1")).problems())
        .containsExactly("'seconds' is -1, but must be 0 or more");
    assertThat(ConfigReader.read(CommandConfig.class, Map.of("secnds", "1")).problems())
        .containsExactly("unknown key 'secnds', did you mean 'seconds'?");
  }
}
