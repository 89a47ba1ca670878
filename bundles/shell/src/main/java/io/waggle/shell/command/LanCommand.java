package io.waggle.shell.command;

import io.waggle.api.lan.LanLink;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.lan.LanSender;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** What sources on the local network listen on, and whom they have heard there. */
final class LanCommand {

  private static final String NONE =
      "no source listens on the local network: a file io.waggle.source.mdns-<name>.cfg makes one";

  private final Supplier<SortedMap<String, LanMonitor>> monitors;
  private final InstantSource clock;

  LanCommand(Supplier<SortedMap<String, LanMonitor>> monitors, InstantSource clock) {
    this.monitors = monitors;
    this.clock = clock;
  }

  Command command() {
    return new Command(
        Syntax.of("lan", "What was heard on the local network: from whom, on which interface")
            .optional("source", Syntax.Names.SOURCE),
        this::show);
  }

  private Answer show(Arguments arguments) {
    SortedMap<String, LanMonitor> all = monitors.get();
    arguments.optional("source").ifPresent(only -> keep(only, all));
    List<Fields> links = new ArrayList<>();
    List<Fields> senders = new ArrayList<>();
    Instant now = clock.instant();
    all.forEach(
        (source, monitor) -> {
          monitor.links().forEach(link -> links.add(row(source, link)));
          monitor.senders().forEach(sender -> senders.add(row(source, sender, now)));
        });
    return Answer.of(
        "lan",
        new Section.Rows(
            "interfaces",
            List.of("source", "interface", "family", "addresses", "received", "sent", "problem"),
            links,
            all.isEmpty() ? NONE : "no interface that is up fits"),
        new Section.Rows(
            "senders",
            List.of(
                "source",
                "interface",
                "address",
                "heard",
                "questions",
                "answers",
                "dropped",
                "said"),
            senders,
            "nobody was heard"));
  }

  private static void keep(String only, SortedMap<String, LanMonitor> all) {
    if (!all.containsKey(only)) {
      String others = all.isEmpty() ? "none at all" : String.join(", ", all.keySet());
      throw new CommandException(
          "no source '%s' listens on the local network; there is %s".formatted(only, others));
    }
    all.keySet().removeIf(source -> !source.equals(only));
  }

  private static Fields row(String source, LanLink link) {
    return new Fields()
        .add("source", source)
        .add("interface", link.name())
        .add("family", link.addresses().isEmpty() ? "" : link.ipv6() ? "IPv6" : "IPv4")
        .add("addresses", link.addresses().stream().map(InetAddress::getHostAddress).toList())
        .add("received", link.received())
        .add("sent", link.sent())
        .add("problem", link.problem());
  }

  private static Fields row(String source, LanSender sender, Instant now) {
    return new Fields()
        .add("source", source)
        .add("interface", sender.link())
        .add("address", sender.address().getHostAddress() + (sender.self() ? " (we)" : ""))
        .addSpan("heard", Duration.between(sender.last(), now))
        .add("questions", sender.questions())
        .add("answers", sender.answers())
        .add("dropped", sender.dropped())
        .add("said", sender.said());
  }
}
