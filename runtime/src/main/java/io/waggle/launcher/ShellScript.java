package io.waggle.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Gogo commands run without a terminal. The shell's API is called by reflection: it is a bundle of
 * the feature, not on the launcher's class path.
 *
 * @param text the commands
 */
record ShellScript(String text) {

  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";

  /** Components appear a moment after their bundles; the script waits for a pause this long. */
  private static final long QUIET_MILLIS = 300;

  private static final int MOST_WAITS = 200;

  static ShellScript of(String file, InputStream stdin) throws LaunchException {
    try {
      byte[] bytes = file.equals("-") ? stdin.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new ShellScript(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw LaunchException.usage("--script " + file + ": cannot read it: " + e);
    }
  }

  /**
   * Runs the commands in a session of their own; answers the exit code.
   *
   * @param ended whether the node was told to end, by an {@code exit} too: then no more are run
   */
  int run(BundleContext context, PrintStream out, PrintStream err, BooleanSupplier ended)
      throws LaunchException {
    awaitQuiet(context);
    ServiceReference<?> reference = context.getServiceReference(PROCESSOR);
    if (reference == null) {
      throw new LaunchException(ExitCode.NO_START, "the feature has no shell to run the script");
    }
    try {
      execute(context.getService(reference), out, err, ended);
      return ExitCode.OK;
    } catch (InvocationTargetException e) {
      err.println("waggle: script: " + e.getCause().getMessage());
      return ExitCode.SCRIPT_FAILED;
    } catch (ReflectiveOperationException e) {
      throw new LaunchException(ExitCode.NO_START, "the shell cannot be called: " + e, e);
    }
  }

  private void execute(Object processor, PrintStream out, PrintStream err, BooleanSupplier ended)
      throws ReflectiveOperationException {
    Class<?> api = type(processor, PROCESSOR);
    Object session =
        api.getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(processor, new ByteArrayInputStream(new byte[0]), out, err);
    Class<?> sessionApi = type(processor, "org.apache.felix.service.command.CommandSession");
    Method execute = sessionApi.getMethod("execute", CharSequence.class);
    Method format = sessionApi.getMethod("format", Object.class, int.class);
    Iterator<String> commands = commands().iterator();
    while (commands.hasNext() && !ended.getAsBoolean()) {
      Object result = execute.invoke(session, commands.next());
      if (result != null) {
        out.println(format.invoke(session, result, 0)); // 0 is Converter.INSPECT
      }
    }
    out.flush();
  }

  /**
   * The lines, joined where a bracket is open: Gogo answers only the last result of a program, but
   * what each line of a script says is wanted.
   */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.lines().toList()) {
      open.append(line).append('\n');
      if (depth(open) <= 0) {
        commands.add(open.toString());
        open.setLength(0);
      }
    }
    if (!open.isEmpty()) {
      commands.add(open.toString());
    }
    return commands.stream().filter(c -> !c.isBlank()).toList();
  }

  private static long depth(CharSequence text) {
    return text.chars().filter(c -> "{([".indexOf(c) >= 0).count()
        - text.chars().filter(c -> "})]".indexOf(c) >= 0).count();
  }

  private static Class<?> type(Object processor, String name) throws ClassNotFoundException {
    return Class.forName(name, false, processor.getClass().getClassLoader());
  }

  private static void awaitQuiet(BundleContext context) {
    LinkedBlockingQueue<ServiceEvent> events = new LinkedBlockingQueue<>();
    ServiceListener listener = events::add;
    context.addServiceListener(listener);
    try {
      int waits = 0;
      while (waits < MOST_WAITS && events.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) != null) {
        waits++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      context.removeServiceListener(listener);
    }
  }
}
