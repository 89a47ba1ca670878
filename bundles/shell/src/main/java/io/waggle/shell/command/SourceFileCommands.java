package io.waggle.shell.command;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceState;
import io.waggle.common.config.Suggestion;
import io.waggle.shell.CfgFile;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.ConfigurationFollower;
import io.waggle.shell.Node;
import io.waggle.shell.SourceFiles;
import io.waggle.shell.Waiting;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Sources made, changed and removed by their files; whoever watches the folder does the rest. */
public final class SourceFileCommands {

  private static final Duration TAKE_UP = Duration.ofSeconds(5);
  private static final Duration SETTLE = Duration.ofMillis(400);
  private static final Pattern KIND = Pattern.compile("[a-z0-9]+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final Node node;
  private final Waiting waiting;
  private final SourceFiles files;
  private final ConfigurationFollower follower;
  private final Supplier<? extends Collection<String>> kinds;

  /**
   * Over the services of a node.
   *
   * @param kinds of sources that the bundles of this node offer
   */
  public SourceFileCommands(
      Node node,
      Waiting waiting,
      SourceFiles files,
      ConfigurationFollower follower,
      Supplier<? extends Collection<String>> kinds) {
    this.node = node;
    this.waiting = waiting;
    this.files = files;
    this.follower = follower;
    this.kinds = kinds;
  }

  /** The commands. */
  public List<Command> all() {
    return List.of(
        new Command(
            Syntax.of("source-add", "Add a source: writes its configuration file")
                .required("kind", Syntax.Names.KIND)
                .required("name", Syntax.Names.NONE)
                .many("key=value", false),
            this::add),
        new Command(
            Syntax.of("source-set", "Change a source while it runs; 'key=' takes a key out")
                .required("source", Syntax.Names.SOURCE)
                .many("key=value", true),
            this::set),
        new Command(
            Syntax.of("source-remove", "Remove a source: deletes its configuration file")
                .required("source", Syntax.Names.SOURCE),
            this::remove));
  }

  private Answer add(Arguments arguments) {
    String kind = matching(arguments, "kind", KIND, "lower-case letters and digits");
    String name = matching(arguments, "name", NAME, "letters, digits, '_', '.' and '-'");
    Map<String, String> values = KeyValues.read(arguments);
    checkKind(kind);
    CfgFile file = files.file(kind, name);
    if (Files.exists(file.path())) {
      throw new CommandException(
          "%s exists already; 'source-set %s-%s key=value' changes it"
              .formatted(file.path(), kind, name));
    }
    String id = values.getOrDefault("source.id", kind + "-" + name);
    return write("source-add", file, values, id);
  }

  private static String matching(
      Arguments arguments, String argument, Pattern pattern, String allowed) {
    String text = arguments.text(argument);
    if (!pattern.matcher(text).matches()) {
      throw arguments.fault(
          "argument <%s> is '%s', but may hold %s only".formatted(argument, text, allowed));
    }
    return text;
  }

  private void checkKind(String kind) {
    Collection<String> known = kinds.get();
    if (!known.isEmpty() && !known.contains(kind)) {
      String near =
          Suggestion.nearest(kind, known).map(n -> ", did you mean '" + n + "'?").orElse("");
      throw new CommandException(
          "no bundle offers sources of the kind '%s'%s There is %s"
              .formatted(kind, near.isEmpty() ? "." : near, String.join(", ", known)));
    }
  }

  private Answer set(Arguments arguments) {
    String id = arguments.text("source");
    Map<String, String> values = KeyValues.read(arguments);
    return write("source-set", existing(id, KeyValues.firstOf(values)), values, id);
  }

  private Answer write(String command, CfgFile file, Map<String, String> values, String id) {
    OptionalLong before = follower.generation(file.path());
    try {
      file.change(values);
    } catch (IOException e) {
      throw new CommandException("can't write " + file.path() + ": " + e.getMessage());
    }
    boolean taken =
        waiting.until(TAKE_UP, () -> changed(before, follower.generation(file.path()))).isPresent();
    // The configuration reaches the component a moment after it was taken up.
    waiting.until(SETTLE, Optional::empty);
    Optional<SourceReport> report =
        waiting.until(TAKE_UP, () -> report(id).filter(r -> r.state() != SourceState.STARTING));
    return Answer.of(
        command, new Section.Facts("", written(file, id, taken, report.or(() -> report(id)))));
  }

  private static Optional<Boolean> changed(OptionalLong before, OptionalLong now) {
    return now.isPresent() && !now.equals(before) ? Optional.of(true) : Optional.empty();
  }

  private static Fields written(
      CfgFile file, String id, boolean taken, Optional<SourceReport> report) {
    String silence =
        taken
            ? "no source of this id has reported yet; 'doctor' tells why"
            : "the file was not taken up yet; is FileInstall watching its folder?";
    return new Fields()
        .add("source", id)
        .add("file", file.path())
        .add("state", report.map(SourceReport::state))
        .add("reason", report.map(SourceReport::reason).orElse(silence));
  }

  private Optional<SourceReport> report(String id) {
    return node.hub().get().map(Discovery::sources).orElse(List.of()).stream()
        .filter(r -> r.id().value().equals(id))
        .findFirst();
  }

  private CfgFile existing(String id, String example) {
    try {
      Optional<CfgFile> file = files.of(id);
      if (file.isPresent()) {
        return file.get();
      }
    } catch (IOException e) {
      throw new CommandException("can't read the configuration folder: " + e.getMessage());
    }
    SourceCommands.find(node.discovery(), id);
    throw new CommandException(
        ("source '%s' comes from the feature and has no file of its own; put 'override = %s:%s'"
                + " into io.waggle.discovery.cfg to change it, or 'source-pause %s' to silence it")
            .formatted(id, id, example, id));
  }

  private Answer remove(Arguments arguments) {
    String id = arguments.text("source");
    CfgFile file = existing(id, "source.rank=0");
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      throw new CommandException("can't delete " + file.path() + ": " + e.getMessage());
    }
    Optional<Boolean> gone =
        waiting.until(TAKE_UP, () -> report(id).isEmpty() ? Optional.of(true) : Optional.empty());
    Fields fields =
        new Fields().add("source", id).add("deleted", file.path()).add("gone", gone.isPresent());
    return Answer.of("source-remove", new Section.Facts("", fields));
  }
}
