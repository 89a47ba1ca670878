package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.lan.LanSender;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.mdnsdiscovery.LanAnnouncement;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSource;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.MulticastPort;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/**
 * Discovery on the local network in Dat's dialect. Everybody hears everybody's answers, so a round
 * stays open: it is told who is there and who comes until it is closed, and who says goodbye. All
 * methods may be called from any thread; callbacks come on the thread of the sockets.
 */
public final class DatSource implements LanSource {

  private final MulticastPort port;
  private final DatEngine engine;
  private final WaggleClock clock;
  private final Instant since;
  private volatile LanSettings settings;

  private DatSource(MulticastPort port, DatEngine engine, WaggleClock clock, LanSettings initial) {
    this.port = port;
    this.engine = engine;
    this.clock = clock;
    this.since = clock.instant();
    this.settings = initial;
  }

  /**
   * Opens a socket for each link, and follows the interfaces.
   *
   * @throws IOException if the machine has no descriptor left
   */
  public static DatSource open(LanSettings settings, Surroundings with) throws IOException {
    DatEngine engine =
        new DatEngine(settings.dat(), settings.port(), with.clock(), with.random(), with.metrics());
    MulticastPort port =
        new MulticastPort(
            with.name(),
            engine,
            settings.filter(),
            settings.port(),
            with.interfaces(),
            with.clock(),
            with.scheduler());
    return new DatSource(port, engine, with.clock(), settings);
  }

  @Override
  public synchronized void apply(LanSettings newSettings) {
    settings = newSettings;
    port.execute(out -> engine.configure(newSettings.dat(), clock.nanoTime(), out));
    port.configure(newSettings.filter());
  }

  @Override
  public LanSettings settings() {
    return settings;
  }

  /** A link that the engine has not been told of yet has no figures. */
  @Override
  public List<Traffic> traffic() {
    Map<Link, Traffic> known =
        engine.figures().stream().collect(Collectors.toMap(Traffic::link, t -> t, (a, b) -> b));
    return port.links().stream()
        .map(link -> known.getOrDefault(link, new Traffic(link, 0, 0)))
        .toList();
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public List<String> problems() {
    return port.problems();
  }

  @Override
  public List<LanSender> senders() {
    return engine.senders();
  }

  @Override
  public void met(InetAddress address) {
    engine.met(address);
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    String label = request.topic().label();
    OpenRound round =
        new OpenRound(sink, Math.min(request.limit(), settings.dat().peersPerTopic()));
    try {
      port.execute(out -> engine.open(label, round, clock.nanoTime()));
    } catch (RejectedExecutionException e) {
      throw LanAnnouncement.closed(e);
    }
    return () -> close(label, round);
  }

  private void close(String label, OpenRound round) {
    round.close();
    try {
      port.execute(out -> engine.close(label, round));
    } catch (RejectedExecutionException e) {
      // The source is closed, and has ended the round already.
    }
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return new DatAnnouncement(request.topic().label(), request.port());
  }

  private final class DatAnnouncement extends LanAnnouncement {
    private final String label;
    private final int announced;

    DatAnnouncement(String label, int announced) {
      super(port, clock);
      this.label = label;
      this.announced = announced;
    }

    @Override
    protected void announce(long now) {
      engine.announce(label, announced, now);
    }

    @Override
    protected int copies() {
      return engine.links();
    }

    @Override
    protected void withdraw(DatagramOutput out) {
      engine.withdraw(label, announced, out);
    }

    @Override
    protected Duration validity() {
      return settings.dat().validity();
    }
  }

  @Override
  public void close() {
    try {
      port.execute(engine::end);
    } catch (RejectedExecutionException e) {
      // It is closed already.
    }
    port.close();
  }
}
