package io.waggle.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.osgi.framework.FrameworkUtil;

/**
 * Starts a node or a one-shot command; {@code runtime/bin/waggle} calls it.
 *
 * <p>System properties set by the script: {@code waggle.dist} the distribution, {@code waggle.home}
 * where data and etc lie by default, {@code waggle.terminal} whether there is one.
 */
public final class Launcher {

  private final Streams streams;
  private final Ending ending = new Ending();

  private Launcher(Streams streams) {
    this.streams = streams;
  }

  /** Runs the command line and ends the process with a code of {@link ExitCode}. */
  public static void main(String[] args) {
    Launcher launcher = new Launcher(Streams.take());
    int code = launcher.run(args);
    launcher.streams.out().flush();
    launcher.streams.err().flush();
    Runtime.getRuntime().halt(code);
  }

  private int run(String... args) {
    try {
      return run(CommandLine.parse(args));
    } catch (LaunchException e) {
      streams.err().println("waggle: " + e.getMessage());
      return e.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.STOP_CUT;
    }
  }

  private int run(CommandLine line) throws LaunchException, InterruptedException {
    switch (line.verb()) {
      case HELP -> Help.print(streams.out());
      case VERSION -> streams.out().println("waggle " + version());
      case CDS -> {
        ClassData.train(distribution());
        // The archive is written by an ordinary exit only.
        System.exit(ExitCode.OK);
      }
      case START, MAIL_NODE -> {
        return start(line);
      }
      case MAIL -> {
        return line.operands().stream().limit(1).anyMatch("demo"::equals)
            ? new MailDemo(distribution(), streams).run(line.operands())
            : new RemoteCommand(streams).run(NodePlan.data(line), line.operands());
      }
      case SENDMAIL -> {
        return Sendmail.run(streams, NodePlan.data(line), line.operands());
      }
      default -> {
        return oneShot(line);
      }
    }
    return ExitCode.OK;
  }

  private int start(CommandLine line) throws LaunchException, InterruptedException {
    NodePlan plan = NodePlan.of(line, streams.in());
    NodeFeature feature =
        plan.changed(NodeFeature.read(distribution().feature(plan.feature())), line);
    DataLock lock = DataLock.take(plan.data());
    try {
      ending.onSignals();
      if (plan.interactive()) {
        streams.logTo(plan.data().resolve("waggle.log"));
      } else {
        // There is no terminal to look for, and so none to warn of.
        System.setProperty("org.jline.terminal.dumb", "true");
      }
      Node node = Node.create(plan.data(), plan.properties());
      return runNode(node, feature, Optional.of(plan.config()), plan.script());
    } finally {
      lock.close();
    }
  }

  private int oneShot(CommandLine line) throws LaunchException, InterruptedException {
    NodeFeature base = NodeFeature.read(distribution().feature("command"));
    NodeFeature feature = OneShot.feature(line, base);
    try (TemporaryData data = TemporaryData.create()) {
      ending.onSignals();
      Node node = Node.create(data.directory(), Map.of());
      return runNode(node, feature, Optional.empty(), Optional.empty());
    }
  }

  private int runNode(
      Node node, NodeFeature feature, Optional<Path> operator, Optional<ShellScript> script)
      throws LaunchException, InterruptedException {
    registerExit(node);
    try {
      node.start(feature, distribution(), operator);
      if (script.isPresent()) {
        ending.ask(script.get().run(node.context(), streams.out(), streams.err(), ending::isAsked));
      }
      new Thread(() -> askAtEndOf(node), "waggle-end").start();
    } catch (LaunchException e) {
      // A start that a signal cut short is an orderly stop, not a failed start.
      if (!ending.isAsked()) {
        streams.err().println("waggle: " + e.getMessage());
        ending.ask(e.code());
      }
    }
    int code = ending.await();
    node.stop();
    return code;
  }

  /** Ctrl-D at the shell stops the framework without asking anyone. */
  private void askAtEndOf(Node node) {
    try {
      node.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ending.ask(ExitCode.OK);
  }

  private void registerExit(Node node) {
    node.context()
        .registerService(
            IntConsumer.class,
            ending::ask,
            FrameworkUtil.asDictionary(Map.of("waggle.exit", true)));
  }

  private static Distribution distribution() throws LaunchException {
    Path root = Path.of(System.getProperty("waggle.dist", "."));
    if (!Files.isDirectory(root.resolve("features"))) {
      throw new LaunchException(ExitCode.NO_START, root.toAbsolutePath() + " is no distribution");
    }
    return new Distribution(root.toAbsolutePath().normalize());
  }

  private static String version() {
    return Optional.ofNullable(Launcher.class.getPackage().getImplementationVersion())
        .orElse("(development)");
  }
}
