package io.waggle.mdnsdiscovery.dnssd;

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
import io.waggle.mdnsdiscovery.dnssd.OwnServices.PortAndId;
import io.waggle.mdnsdiscovery.link.MulticastPort;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Discovery on the local network by DNS-SD. A round stays open: it is told who is there and who
 * comes until it is closed, and who leaves. All methods may be called from any thread; callbacks
 * come on the thread of the sockets.
 */
public final class DnssdSource implements LanSource {

  /** How long a record of an address is kept by those who heard it (RFC 6762 §10). */
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private static final long CLOSE_SECONDS = 5;

  private final MulticastPort port;
  private final DnssdEngine engine;
  private final ResponderFactory responders;
  private final WaggleClock clock;
  private final Instant since;
  private volatile LanSettings settings;

  private DnssdSource(
      MulticastPort port,
      DnssdEngine engine,
      ResponderFactory responders,
      WaggleClock clock,
      LanSettings initial) {
    this.port = port;
    this.engine = engine;
    this.responders = responders;
    this.clock = clock;
    this.since = clock.instant();
    this.settings = initial;
  }

  /**
   * Opens a socket for each link, and follows the interfaces.
   *
   * @param responders makes what publishes; closed with the source
   * @throws IOException if the machine has no descriptor left
   */
  public static DnssdSource open(
      LanSettings settings, ResponderFactory responders, Surroundings around) throws IOException {
    AtomicReference<Consumer<Consumer<DatagramOutput>>> executor =
        new AtomicReference<>(task -> {});
    DnssdEngine engine =
        new DnssdEngine(
            settings.dnssd(),
            settings.port(),
            responders,
            task -> executor.get().accept(task),
            around);
    MulticastPort port =
        new MulticastPort(
            around.name(),
            engine,
            settings.filter(),
            settings.port(),
            around.interfaces(),
            around.clock(),
            around.scheduler());
    executor.set(task -> executeIfOpen(port, task));
    return new DnssdSource(port, engine, responders, around.clock(), settings);
  }

  private static void executeIfOpen(MulticastPort port, Consumer<DatagramOutput> task) {
    try {
      port.execute(task);
    } catch (RejectedExecutionException e) {
      // A responder's thread is late: there is nobody left to send to.
    }
  }

  @Override
  public synchronized void apply(LanSettings newSettings) {
    settings = newSettings;
    port.execute(out -> engine.configure(newSettings.dnssd(), clock.nanoTime(), out));
    port.configure(newSettings.filter());
  }

  @Override
  public LanSettings settings() {
    return settings;
  }

  @Override
  public List<Traffic> traffic() {
    return engine.lines().stream()
        .map(line -> new Traffic(line.link(), line.received().sum(), line.sent().sum()))
        .toList();
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>(port.problems());
    engine.lines().stream()
        .map(DnssdLine::problem)
        .filter(problem -> !problem.isEmpty())
        .forEach(problems::add);
    return problems;
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
    OpenRound round = new OpenRound(sink, request.limit());
    try {
      port.execute(out -> engine.open(label, round, clock.nanoTime()));
    } catch (RejectedExecutionException e) {
      throw LanAnnouncement.closed(e);
    }
    return () -> close(label, round);
  }

  private void close(String label, OpenRound round) {
    round.close();
    executeIfOpen(port, out -> engine.close(label, round));
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    PortAndId key = new PortAndId(request.port(), request.id());
    return new DnssdAnnouncement(request.topic().label(), key);
  }

  private final class DnssdAnnouncement extends LanAnnouncement {
    private final String label;
    private final PortAndId key;

    DnssdAnnouncement(String label, PortAndId key) {
      super(port, clock);
      this.label = label;
      this.key = key;
    }

    @Override
    protected void announce(long now) {
      engine.announce(key, label, now);
    }

    @Override
    protected int copies() {
      return (int) engine.lines().stream().filter(l -> l.responder().isPresent()).count();
    }

    @Override
    protected void withdraw(DatagramOutput out) {
      engine.withdraw(key, label);
    }

    @Override
    protected Duration validity() {
      return FORGOTTEN;
    }
  }

  @Override
  public void close() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    executeIfOpen(port, out -> end(out, ended));
    ended.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    port.close();
    responders.close();
  }

  private void end(DatagramOutput out, CompletableFuture<Void> ended) {
    try {
      engine.end(out);
    } finally {
      ended.complete(null);
    }
  }
}
