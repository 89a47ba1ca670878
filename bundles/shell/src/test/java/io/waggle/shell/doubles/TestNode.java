package io.waggle.shell.doubles;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.mail.HolderStatus;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.server.ServerReport;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.Swarm;
import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import io.waggle.shell.Finding;
import io.waggle.shell.Machine;
import io.waggle.shell.MailServices;
import io.waggle.shell.Node;
import io.waggle.shell.SightingBook;
import io.waggle.shell.SourceFiles;
import io.waggle.shell.command.CommandSet;
import io.waggle.testkit.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node with one hub and one swarm, and a person in front of it. */
public final class TestNode {

  public static final Topic CHAT = Topic.named("chat");
  public static final PeerAddress ADDRESS = PeerAddress.parse("192.0.2.7:3282");
  public static final PeerId PEER = PeerId.parse("c0ffee".repeat(10));

  public final VirtualTime time = new VirtualTime();
  public final TestDiscovery discovery = new TestDiscovery();
  public final TestSwarm swarm = new TestSwarm("main");
  public final List<Swarm> swarms = new ArrayList<>(List.of(swarm));
  public final SortedMap<String, Metrics> metrics = new TreeMap<>();
  public final SortedMap<String, LanMonitor> lan = new TreeMap<>();
  public final List<ServerReport> servers = new ArrayList<>();
  public final List<DhtService> dhts = new ArrayList<>();
  public final List<AddressObserver> observers = new ArrayList<>();
  public final SightingBook book = new SightingBook();
  public final List<Finding> findings = new ArrayList<>();

  /** The codes with which the node was told to end. */
  public final List<Integer> ends = new ArrayList<>();

  public Optional<Crypto> crypto = Optional.empty();
  public Optional<Discovery> hub = Optional.of(discovery);
  public OptionalLong generation = OptionalLong.empty();
  public Runnable follow = () -> {};
  public int width;
  private final List<Command> commands;

  /** The mailboxes of the node; none at first. */
  public final List<Mailbox> mailboxes = new ArrayList<>();

  /** What keeps mail for others; nothing at first. */
  public Optional<HolderStatus> holder = Optional.empty();

  private final MailServices mail =
      new MailServices(() -> List.copyOf(mailboxes), Optional::empty, () -> holder);

  public TestNode(Path folder) {
    commands =
        new CommandSet(node(), new VirtualWaiting(time))
            .withStatus(
                () -> new Machine("0.1.0", "17", Duration.ofMinutes(125), 80L << 20, 256L << 20))
            .withTrail(book)
            .withMail(mail, time)
            .withLan(() -> new TreeMap<>(lan), time)
            .withExit(ends::add)
            .withFiles(
                new SourceFiles(folder),
                file -> {
                  follow.run();
                  return generation;
                },
                () -> List.of("dns", "known"))
            .withDoctor(List.of(() -> List.copyOf(findings)))
            .all();
  }

  public Node node() {
    return new Node(
        () -> hub,
        () -> swarms,
        () -> metrics,
        () -> servers,
        () -> dhts,
        () -> crypto,
        () -> observers);
  }

  public List<Command> commands() {
    return commands;
  }

  /** Types a line whose words are separated by one blank. */
  public String type(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    Command command =
        commands.stream()
            .filter(c -> c.syntax().command().equals(words.get(0)))
            .findFirst()
            .orElseThrow();
    return new CommandLine(time).run(command, words.subList(1, words.size()), width);
  }

  public static SourceReport source(String id, SourceState state, String reason) {
    return new SourceReport(
        new SourceId(id),
        id.substring(0, id.indexOf('-')),
        SourceRole.PRIMARY,
        5,
        Set.of("public"),
        state,
        reason,
        true,
        true,
        false,
        Optional.empty(),
        new TreeMap<>(),
        List.of(CHAT.label()));
  }

  public static ConnectionInfo connection(long number) {
    return new ConnectionInfo(
        number,
        "main",
        Optional.of(PEER),
        ADDRESS,
        true,
        "tcp",
        "discovery-swarm",
        Set.of(CHAT),
        Set.of(new SourceId("dns-home")),
        12,
        3456,
        Duration.ofSeconds(200));
  }

  public static PeerReport peer(PeerReport.State state, String error) {
    return new PeerReport(
        ADDRESS,
        state,
        Optional.of(PEER),
        Set.of(CHAT),
        Set.of(new SourceId("dns-home")),
        3,
        error.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(15)),
        error);
  }
}
