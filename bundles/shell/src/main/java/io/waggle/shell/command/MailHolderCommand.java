package io.waggle.shell.command;

import io.waggle.api.mail.HolderReport;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.MailServices;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.List;
import java.util.TreeMap;

/** What this node keeps of other people's mail. */
final class MailHolderCommand {

  private static final int SOURCES = 20;
  private static final int MOST_SOURCES = 10_000;
  private static final String REFUSED = "refused.";

  private final MailServices mail;

  MailHolderCommand(MailServices mail) {
    this.mail = mail;
  }

  Command command() {
    return new Command(
        Syntax.of("mail-holder", "The mail that this node keeps for others")
            .option("sources", "N", "how many of the heaviest sources are shown, 20 unless given"),
        this::show);
  }

  private Answer show(Arguments arguments) {
    int sources = (int) arguments.number("sources", SOURCES, 0, MOST_SOURCES);
    HolderReport report =
        mail.holder()
            .get()
            .orElseThrow(
                () ->
                    new CommandException(
                        "this node keeps no mail for others: a file io.waggle.mailbox.holder.cfg"
                            + " makes it"))
            .report(sources);
    return Answer.of(
        "mail-holder",
        new Section.Facts("", facts(report)),
        new Section.Rows(
            "refusals",
            List.of("code", "meaning", "count"),
            report.counters().entrySet().stream()
                .filter(e -> e.getKey().startsWith(REFUSED))
                .map(e -> refusal(e.getKey().substring(REFUSED.length()), e.getValue()))
                .toList(),
            "nothing was refused"),
        new Section.Rows(
            "sources",
            List.of("source", "bytes", "boxes"),
            report.sources().stream()
                .map(
                    s ->
                        new Fields()
                            .add("source", s.source())
                            .add("bytes", s.bytes())
                            .add("boxes", s.boxes()))
                .toList(),
            "it holds nothing"));
  }

  private static Fields facts(HolderReport report) {
    TreeMap<String, Long> counters = new TreeMap<>(report.counters());
    counters.keySet().removeIf(name -> name.startsWith(REFUSED));
    return new Fields()
        .add("dht", report.dht())
        .add("network", report.network())
        .add("state", report.state())
        .add("reason", report.reason())
        .add("boxes", report.boxes())
        .add("used", ServerView.limits(report.used(), report.limits()))
        .add("tombstones", report.tombstones())
        .add("subscribers", report.subscribers())
        .add("load", report.load())
        .add("stampBits", report.stampBits())
        .add("counters", counters);
  }

  private static Fields refusal(String code, long count) {
    return new Fields().add("code", code).add("meaning", meaning(code)).add("count", count);
  }

  private static String meaning(String code) {
    return switch (code) {
      case "202" -> "disk";
      case "203" -> "malformed, bad token or no right";
      case "301" -> "others are nearer";
      case "302" -> "quota";
      case "303" -> "stamp too weak";
      case "304" -> "expired or too early";
      case "305" -> "size";
      case "306" -> "delivered already";
      case "307" -> "busy";
      case "308" -> "not here";
      default -> "";
    };
  }
}
