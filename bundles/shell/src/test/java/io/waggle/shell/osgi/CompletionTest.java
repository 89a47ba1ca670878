package io.waggle.shell.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import io.waggle.shell.command.Candidates;
import io.waggle.shell.doubles.TestConnection;
import io.waggle.shell.doubles.TestNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Completion as the jline shell does it, with its own completer in a session of its own runtime.
 */
class CompletionTest {

  private final TestNode node = new TestNode(Path.of("unused"));
  private final ThreadIOImpl threads = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(threads);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private CommandSession session;

  @BeforeEach
  void begin() throws Exception {
    threads.start();
    CommandLine line = new CommandLine(node.time);
    Candidates candidates = new Candidates(node.node(), () -> List.of("dns", "known"));
    List<Command> commands = node.commands();
    for (Command command : commands) {
      Function function = new GogoFunction(command, line);
      processor.addCommand(GogoCommands.SCOPE, function, command.syntax().command());
    }
    Function lookup = (s, words) -> GogoCommands.candidates(commands, candidates, words);
    processor.addCommand(GogoCommands.SCOPE, lookup, "candidates");
    processor.addCommand("gogo", new Builtin(), "complete");
    processor.addListener(new Completion(commands));
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), print, print);
    session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
    session.execute("waggle:doctor");
  }

  @AfterEach
  void end() {
    session.close();
    processor.stop();
    threads.stop();
  }

  private List<String> complete(String line) throws Exception {
    List<Candidate> found = new ArrayList<>();
    ParsedLine parsed =
        new DefaultParser().parse(line, line.length(), Parser.ParseContext.COMPLETE);
    new Completers.Completer(new Environment()).complete(null, parsed, found);
    return found.stream().map(Candidate::value).toList();
  }

  @Test
  void liveNames() throws Exception {
    node.swarm.topics.put(TestNode.CHAT, SwarmJoinOptions.BOTH);
    node.swarm.peers.add(TestNode.peer(PeerReport.State.CONNECTED, ""));
    node.swarm.connections.add(new TestConnection(TestNode.connection(7)));
    node.discovery.sources.add(TestNode.source("dns-home", SourceState.UP, ""));
    node.metrics.put("hub", new Metrics());
    assertThat(complete("waggle:leave ")).containsExactly(TestNode.CHAT.label());
    assertThat(complete("leave ")).containsExactly(TestNode.CHAT.label());
    assertThat(complete("why "))
        .containsExactly("192.0.2.7:3282", TestNode.CHAT.label(), "c0ffee".repeat(10));
    assertThat(complete("send ")).containsExactly("7");
    assertThat(complete("send 7 ")).isEmpty();
    assertThat(complete("source-pause ")).containsExactly("dns-home");
    assertThat(complete("test-source ")).containsExactly("dns-home");
    assertThat(complete("test-source dns-home ")).containsExactly(TestNode.CHAT.label());
    assertThat(complete("source-add ")).containsExactly("dns", "known");
    assertThat(complete("metrics ")).containsExactly("hub");
    assertThat(complete("status ")).isEmpty();
    node.discovery.sources.add(TestNode.source("dns-late", SourceState.UP, ""));
    assertThat(complete("source-set ")).containsExactly("dns-home", "dns-late");
  }

  @Test
  void options() throws Exception {
    assertThat(complete("join x --"))
        .contains("--swarm", "--no-announce", "--wait", "--json", "--help");
    assertThat(complete("doctor --")).contains("--all", "--check");
  }

  @Test
  void aSessionIsTaughtOnceAndOthersAreLeftAlone() throws Exception {
    Map<String, ?> before = new HashMap<>(Shell.getCompletions(session));
    session.execute("waggle:doctor");
    assertThat(Shell.getCompletions(session)).isEqualTo(before).hasSize(node.commands().size());
    try (CommandSession plain = processor.createSession(session)) {
      plain.execute("waggle:doctor");
      assertThat(plain.get(Shell.VAR_COMPLETIONS)).isNull();
    }
  }

  private final class Environment implements Completers.CompletionEnvironment {

    @Override
    public Map<String, List<Completers.CompletionData>> getCompletions() {
      return Shell.getCompletions(session);
    }

    @Override
    public Set<String> getCommands() {
      return Shell.getCommands(session);
    }

    @Override
    public String resolveCommand(String command) {
      return Shell.resolve(session, command);
    }

    @Override
    public String commandName(String command) {
      return command.substring(command.indexOf(':') + 1);
    }

    @Override
    public Object evaluate(LineReader reader, ParsedLine line, String function) throws Exception {
      session.put(Shell.VAR_COMMAND_LINE, line);
      return session.execute(function);
    }
  }
}
