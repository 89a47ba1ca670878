package io.waggle.shell.osgi;

import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import io.waggle.shell.command.Candidates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Offers commands to Gogo, one service each: a method can't have a name with a dash, a service
 * property can.
 */
final class GogoCommands implements AutoCloseable {

  static final String SCOPE = "waggle";

  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private final BundleContext context;

  GogoCommands(BundleContext context) {
    this.context = context;
  }

  void register(List<Command> commands, CommandLine line, Candidates candidates) {
    commands.forEach(c -> offer(c.syntax().command(), new GogoFunction(c, line)));
    offer("candidates", (session, words) -> candidates(commands, candidates, words));
    registrations.add(
        context.registerService(CommandSessionListener.class, new Completion(commands), null));
  }

  private void offer(String name, Function function) {
    Map<String, Object> properties =
        Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name);
    registrations.add(
        context.registerService(Function.class, function, FrameworkUtil.asDictionary(properties)));
  }

  /** What the shell asks for when the tabulator is pressed: a command and the index of a word. */
  static List<String> candidates(
      List<Command> commands, Candidates candidates, List<Object> words) {
    int index = Integer.parseInt(words.get(1).toString()) - 1;
    return commands.stream()
        .map(Command::syntax)
        .filter(s -> s.command().equals(words.get(0).toString()))
        .findFirst()
        .map(s -> candidates.of(s.names(index)))
        .orElse(List.of());
  }

  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
    registrations.clear();
  }
}
