package io.waggle.shell.osgi;

import io.waggle.api.time.WaggleClock;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.shell.oneshot.CommandConfig;
import io.waggle.shell.oneshot.Ending;
import io.waggle.shell.oneshot.EventWriter;
import io.waggle.shell.oneshot.ExitCode;
import io.waggle.shell.oneshot.OneShot;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/** Runs the command that the launcher was given. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "io.waggle.command",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CommandConfig.class)
public final class OneShotComponent {

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "waggle-command"));
  private final Optional<OneShot> run;

  /** Begins. */
  @Activate
  public OneShotComponent(
      Map<String, Object> properties,
      @Reference NodeServices services,
      @Reference ServiceComponentRuntime components,
      @Reference ConfigurationAdmin admin,
      @Reference(target = "(waggle.exit=true)") IntConsumer exit) {
    Reading<CommandConfig> reading = ConfigReader.read(CommandConfig.class, properties);
    boolean json = reading.config().map(CommandConfig::json).orElse(false);
    // Not System.out, which Gogo replaces by the stream of the session.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    EventWriter events = new EventWriter(out, json, WaggleClock.system(), ProcessProbe.start());
    Ending ending = new Ending(events, exit);
    Configurations configurations = new Configurations(admin, components);
    run =
        reading
            .config()
            .filter(config -> reading.problems().isEmpty())
            .map(
                config ->
                    new OneShot(
                        config,
                        services.node(),
                        configurations::sources,
                        events,
                        ending,
                        scheduler));
    run.ifPresentOrElse(OneShot::start, () -> ending.failed(ExitCode.USAGE, reading.summary()));
  }

  @Deactivate
  void close() {
    run.ifPresent(OneShot::close);
    scheduler.shutdownNow();
  }
}
