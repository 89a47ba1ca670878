package io.waggle.shell.osgi;

import io.waggle.api.discovery.SightingListener;
import io.waggle.api.time.WaggleClock;
import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import io.waggle.shell.Node;
import io.waggle.shell.ScheduledWaiting;
import io.waggle.shell.SightingBook;
import io.waggle.shell.SourceFiles;
import io.waggle.shell.Waiting;
import io.waggle.shell.command.Candidates;
import io.waggle.shell.command.CommandSet;
import io.waggle.shell.remote.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the commands while this bundle is active. */
@Component(
    service = {},
    immediate = true)
public final class ShellComponent {

  private static final Logger log = LoggerFactory.getLogger(ShellComponent.class);

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "waggle-shell"));
  private final GogoCommands gogo;
  private final Optional<ControlServer> control;
  private final ServiceRegistration<SightingListener> listening;

  /** Puts the commands together. */
  @Activate
  public ShellComponent(
      BundleContext context,
      @Reference NodeServices services,
      @Reference MailFollower mail,
      @Reference LanFollower lan,
      @Reference NodeEnd end,
      @Reference ServiceComponentRuntime components,
      @Reference ConfigurationAdmin admin) {
    Configurations configurations = new Configurations(admin, components);
    SightingBook book = new SightingBook();
    listening = context.registerService(SightingListener.class, book, null);
    Node node = services.node();
    Waiting waiting = new ScheduledWaiting(scheduler);
    WaggleClock clock = WaggleClock.system();
    String folder = Optional.ofNullable(context.getProperty("waggle.config")).orElse("etc");
    List<Command> commands =
        new CommandSet(node, waiting)
            .withStatus(new ProcessProbe(context.getBundle().getVersion().toString(), clock))
            .withTrail(book)
            .withMail(mail.services(), clock)
            .withLan(lan::monitors, clock)
            .withExit(end)
            .withFiles(
                new SourceFiles(Path.of(folder)), configurations, configurations::sourceKinds)
            .withDoctor(
                List.of(
                    new BundleChecks(context),
                    new ComponentChecks(components),
                    new ConfigurationChecks(context, configurations)))
            .all();
    gogo = new GogoCommands(context);
    CommandLine line = new CommandLine(clock);
    gogo.register(commands, line, new Candidates(node, configurations::sourceKinds));
    control =
        Optional.ofNullable(context.getProperty("waggle.socket"))
            .flatMap(file -> control(Path.of(file), commands, line));
  }

  private static Optional<ControlServer> control(
      Path file, List<Command> commands, CommandLine line) {
    try {
      return Optional.of(ControlServer.open(file, commands, line));
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("commands from outside are not heard, {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  @Deactivate
  void close() {
    control.ifPresent(ControlServer::close);
    gogo.close();
    listening.unregister();
    scheduler.shutdownNow();
  }
}
