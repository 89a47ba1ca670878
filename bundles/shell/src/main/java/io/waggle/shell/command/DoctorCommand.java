package io.waggle.shell.command;

import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.Finding;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One sentence for each thing that is wrong. */
public final class DoctorCommand {

  private final List<Supplier<List<Finding>>> checks;

  /** Over some checks, asked in this order. */
  public DoctorCommand(List<Supplier<List<Finding>>> checks) {
    this.checks = List.copyOf(checks);
  }

  /** The command. */
  public Command command() {
    return new Command(
        Syntax.of("doctor", "What is wrong with this node, in one sentence each")
            .flag("all", "also what is merely good to know")
            .flag("check", "fail if something is wrong, for scripts"),
        this::doctor);
  }

  private Answer doctor(Arguments arguments) {
    List<Finding> findings = new ArrayList<>();
    checks.forEach(check -> findings.addAll(check.get()));
    List<Finding> problems =
        findings.stream().filter(f -> f.severity() == Finding.Severity.PROBLEM).toList();
    if (arguments.flag("check") && !problems.isEmpty()) {
      throw new CommandException(
          "doctor: %d problem(s), the first: %s"
              .formatted(problems.size(), sentence(problems.get(0))));
    }
    List<Finding> shown = arguments.flag("all") ? findings : problems;
    return Answer.of(
        "doctor",
        new Section.Remark("well", problems.isEmpty()),
        new Section.Sentences(
            "findings",
            shown.stream().map(DoctorCommand::row).toList(),
            shown.stream().map(DoctorCommand::sentence).toList(),
            "All well."));
  }

  private static String sentence(Finding finding) {
    String mark = finding.severity() == Finding.Severity.NOTE ? "note: " : "";
    String end = finding.sentence().matches(".*[.?!]") ? "" : ".";
    return mark + finding.subject() + ": " + finding.sentence() + end;
  }

  private static Fields row(Finding finding) {
    return new Fields()
        .add("severity", finding.severity())
        .add("subject", finding.subject())
        .add("sentence", finding.sentence());
  }
}
