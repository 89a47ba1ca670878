package io.waggle.dnsserver;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.server.NameLoad;
import io.waggle.api.server.ServerReport;
import io.waggle.api.server.ServerStatus;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.dat.TokenSecrets;
import io.waggle.common.file.AtomicFile;
import io.waggle.common.hash.SipHash;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running dns-discovery server: the engine on its sockets, its snapshots and its status. Methods
 * may be called from any thread; {@link #change} and {@link #close} may wait for a disk.
 */
public final class DnsServer implements ServerStatus, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DnsServer.class);
  private static final int ANSWER_SECONDS = 5;

  private final String name;
  private final Optional<AtomicFile> file;
  private final WaggleClock clock;
  private final ScheduledExecutorService timer;
  private final Metrics metrics;
  private final ServerMetrics count;
  private final DnsServerEngine engine;
  private final UdpLoop loop;
  private final PortBinder binder;
  private volatile Settings settings;
  private volatile String configProblem = "";
  private volatile String snapshotProblem = "";
  private volatile boolean closed;
  private Optional<Future<?>> saving = Optional.empty();

  /**
   * Restores the last snapshot, binds the ports and starts.
   *
   * @param snapshot the file to keep the store in; empty to keep nothing
   * @param timer for retries and snapshots; one thread is enough; not shut down by the server
   * @param random fills an array with unpredictable bytes
   * @throws IOException if the JVM has no selector to give
   */
  public DnsServer(
      String name,
      Settings settings,
      Optional<Path> snapshot,
      WaggleClock clock,
      ScheduledExecutorService timer,
      Consumer<byte[]> random,
      Metrics metrics)
      throws IOException {
    this.name = name;
    this.settings = settings;
    this.file = snapshot.map(path -> new AtomicFile(path, Snapshot.MAGIC));
    this.clock = clock;
    this.timer = timer;
    this.metrics = metrics;
    this.count = new ServerMetrics(metrics);
    this.engine = restore(settings, random);
    gauges();
    this.loop = UdpLoop.open("waggle-dns-server-" + name, List.of(), engine, clock);
    this.binder = new PortBinder("DNS server " + name, sockets(loop), timer);
    binder.want(settings.bind(), settings.ports());
    saveRegularly();
  }

  private DnsServerEngine restore(Settings settings, Consumer<byte[]> random) {
    byte[] key = new byte[SipHash.KEY];
    random.accept(key);
    byte[] seed = new byte[Long.BYTES];
    random.accept(seed);
    SplittableRandom choices = new SplittableRandom(ByteBuffer.wrap(seed).getLong());
    Optional<Snapshot> earlier = read();
    DnsServerEngine made =
        new DnsServerEngine(
            settings,
            earlier.map(s -> s.secrets(random)).orElseGet(() -> new TokenSecrets(random)),
            earlier.map(Snapshot::nameKey).orElse(key),
            choices,
            count,
            clock.nanoTime());
    earlier.ifPresent(s -> count.restored.add(s.restore(made, settings, clock)));
    return made;
  }

  private Optional<Snapshot> read() {
    try {
      Optional<byte[]> bytes = file.isPresent() ? file.get().read() : Optional.empty();
      return bytes.isPresent() ? Optional.of(Snapshot.read(bytes.get())) : Optional.empty();
    } catch (IOException e) {
      snapshotProblem = "the snapshot was skipped: " + e.getMessage();
      log.warn("DNS server {}: {}", name, snapshotProblem);
      return Optional.empty();
    }
  }

  private void gauges() {
    metrics.gauge("peers", engine.peers()::size);
    metrics.gauge("names", engine.peers().names()::size);
    metrics.gauge("subscribers", engine.subscribers()::size);
    metrics.gauge("peers.lapsed", engine.peers()::lapsed);
    metrics.gauge("peers.evicted", engine.peers()::evicted);
    metrics.gauge("subscribers.evicted", engine.subscribers()::evicted);
  }

  private static PortBinder.Sockets sockets(UdpLoop loop) {
    return new PortBinder.Sockets() {
      @Override
      public int open(InetSocketAddress address) throws IOException {
        return loop.add(address);
      }

      @Override
      public InetSocketAddress local(int socket) {
        return loop.local(socket);
      }

      @Override
      public void close(int socket) {
        loop.remove(socket);
      }
    };
  }

  /** Goes over to other settings; keeps the store and every port that stays. */
  public synchronized void change(Settings changed) {
    boolean otherRhythm = !changed.snapshot().equals(settings.snapshot());
    settings = changed;
    onLoop(
        () -> {
          engine.settings(changed);
          return true;
        });
    binder.want(changed.bind(), changed.ports());
    if (otherRhythm) {
      saveRegularly();
    }
  }

  /** What is wrong with the configuration, for the status; empty for nothing. */
  public void configProblem(String problem) {
    configProblem = problem;
  }

  private synchronized void saveRegularly() {
    saving.ifPresent(running -> running.cancel(false));
    long period = settings.snapshot().toMillis();
    saving =
        period == 0 || file.isEmpty()
            ? Optional.empty()
            : Optional.of(
                timer.scheduleWithFixedDelay(this::save, period, period, TimeUnit.MILLISECONDS));
  }

  /** Saves the store now, if it is to be kept at all. */
  public void save() {
    if (file.isEmpty()) {
      return;
    }
    try {
      byte[] state = onLoop(() -> Snapshot.of(engine, clock)).get(ANSWER_SECONDS, TimeUnit.SECONDS);
      file.get().write(state);
      count.saves.increment();
      snapshotProblem = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ExecutionException | TimeoutException e) {
      count.saveFailures.increment();
      String problem = "the snapshot can't be written: " + e.getMessage();
      if (!problem.equals(snapshotProblem)) {
        log.warn("DNS server {}: {}", name, problem);
      }
      snapshotProblem = problem;
    }
  }

  /** Runs on the thread that owns the engine; fails if the loop is closed. */
  private <T> CompletableFuture<T> onLoop(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      loop.execute(
          out -> {
            try {
              result.complete(task.get());
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "dns";
  }

  /** What is listened on. */
  public List<InetSocketAddress> bound() {
    return binder.bound();
  }

  @Override
  public ServerReport report() {
    Settings now = settings;
    SortedMap<String, Long> limits = new TreeMap<>();
    limits.put("peers", (long) now.limit());
    limits.put("subscribers", (long) now.limit());
    limits.put("name", (long) now.limitName());
    limits.put("source", (long) now.limitSource());
    limits.put("queries.second", (long) now.queriesSecond());
    SortedMap<String, Long> used = new TreeMap<>();
    used.put("peers", (long) engine.peers().size());
    used.put("subscribers", (long) engine.subscribers().size());
    List<InetSocketAddress> bound = binder.bound();
    SortedMap<Integer, String> missing = binder.missing();
    String reason = reason(missing);
    return new ServerReport(
        name,
        kind(),
        closed ? SourceState.DISABLED : state(bound, reason),
        reason,
        bound.stream().map(PeerAddress::of).toList(),
        missing,
        engine.peers().size(),
        engine.peers().names().size(),
        engine.subscribers().size(),
        used,
        limits,
        metrics.snapshot());
  }

  private static SourceState state(List<InetSocketAddress> bound, String reason) {
    if (bound.isEmpty()) {
      return SourceState.DOWN;
    }
    return reason.isEmpty() ? SourceState.UP : SourceState.DEGRADED;
  }

  private String reason(SortedMap<Integer, String> missing) {
    List<String> reasons = new ArrayList<>(missing.values());
    reasons.add(configProblem);
    reasons.add(snapshotProblem);
    reasons.removeIf(String::isEmpty);
    return String.join("; ", reasons);
  }

  @Override
  public CompletionStage<List<NameLoad>> top(int most) {
    return onLoop(() -> TopNames.of(engine.peers().names(), most)).exceptionally(e -> List.of());
  }

  /** Stops answering, saves and closes. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    saving.ifPresent(running -> running.cancel(false));
    binder.close();
    save();
    loop.close();
  }
}
