package io.waggle.shell.command;

import io.waggle.api.lan.LanMonitor;
import io.waggle.shell.Command;
import io.waggle.shell.ConfigurationFollower;
import io.waggle.shell.Finding;
import io.waggle.shell.Machine;
import io.waggle.shell.MailServices;
import io.waggle.shell.Node;
import io.waggle.shell.SightingBook;
import io.waggle.shell.SourceFiles;
import io.waggle.shell.Waiting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Puts the commands of a node together. */
public final class CommandSet {

  private final Node node;
  private final Waiting waiting;
  private final List<Command> commands = new ArrayList<>();

  /** The commands that need nothing but the services of a node. */
  public CommandSet(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
    commands.addAll(new TopicCommands(node, waiting).all());
    commands.addAll(new PeerCommands(node, waiting).all());
    commands.addAll(new SourceCommands(node, waiting).all());
    commands.addAll(new DhtCommands(node, waiting).all());
    commands.addAll(new DhtLookupCommands(node, waiting).all());
    commands.addAll(new DhtItemCommands(node, waiting).all());
  }

  /** Adds those that tell of the process. */
  public CommandSet withStatus(Supplier<Machine> machine) {
    commands.addAll(new StatusCommands(node, machine).all());
    return this;
  }

  /** Adds the trail of peers and topics. */
  public CommandSet withTrail(SightingBook book) {
    commands.add(new WhyCommand(node, book).command());
    return this;
  }

  /** Adds those that write configuration files. */
  public CommandSet withFiles(
      SourceFiles files,
      ConfigurationFollower follower,
      Supplier<? extends Collection<String>> kinds) {
    commands.addAll(new SourceFileCommands(node, waiting, files, follower, kinds).all());
    return this;
  }

  /** Adds the doctor, who looks at sources, swarms, servers and DHTs after these checks. */
  public CommandSet withDoctor(List<Supplier<List<Finding>>> checks) {
    List<Supplier<List<Finding>>> all = new ArrayList<>(checks);
    NodeChecks services = new NodeChecks(node);
    all.add(services::sources);
    all.add(services::swarms);
    all.add(services::servers);
    all.add(services::dhts);
    commands.add(new DoctorCommand(all).command());
    return this;
  }

  /** Adds what the sources on the local network hear, by the source's id. */
  public CommandSet withLan(Supplier<SortedMap<String, LanMonitor>> monitors, InstantSource clock) {
    commands.add(new LanCommand(monitors, clock).command());
    return this;
  }

  /** Adds those of the mailbox. */
  public CommandSet withMail(MailServices mail, InstantSource clock) {
    commands.addAll(new MailPeopleCommands(mail).all());
    commands.addAll(new MailSendCommands(mail, waiting, clock).all());
    commands.addAll(new MailReadCommands(mail, waiting).all());
    commands.add(new MailHolderCommand(mail).command());
    return this;
  }

  /** Adds the one that ends the node, by what takes the exit code and returns at once. */
  public CommandSet withExit(IntConsumer end) {
    commands.add(new ExitCommand(end).command());
    return this;
  }

  /** All of them, by name. */
  public List<Command> all() {
    return commands.stream()
        .sorted(Comparator.comparing((Command c) -> c.syntax().command()))
        .toList();
  }
}
