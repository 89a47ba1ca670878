package io.waggle.kademliadht.driver;

import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.DhtNode;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.core.Workspace;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.ItemStore;
import io.waggle.kademliadht.store.MemoryItemStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DHT on this machine: the node, its sockets, its file and its sources of addresses. {@link
 * DhtClient} is what others use it by. Thread-safe.
 */
public final class DhtHost implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DhtHost.class);
  private static final long WAIT_SECONDS = 5;
  private static final String CONFIGURATION = "configuration: ";

  private final Environment environment;
  private final Bootstrapper bootstrapper;
  private final List<DhtQueryHandler> handlers = new CopyOnWriteArrayList<>();
  private final Map<Boolean, PeerAddress> seenAs = new ConcurrentHashMap<>();
  private final DhtObserver observer;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final ItemStore store;
  private final List<Future<?>> timers = new ArrayList<>();
  private volatile DhtSettings settings;
  private volatile Live live;
  private volatile DhtStatus status;
  private volatile String problem = "";
  private BootstrapSource configured;
  private int localAddresses;

  /** A node that runs, with what drives it. */
  record Live(DhtDriver driver, DatagramPort port, Sockets sockets) {}

  private DhtHost(DhtSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
    this.observer = new DhtObserver("dht " + settings.name(), LocalAddresses::all);
    this.store = new MemoryItemStore(settings.quota(), environment.entropy().nextLong());
    this.bootstrapper = new Bootstrapper(environment.clock(), this::bootstrap);
    this.status =
        new DhtStatus(DhtState.STARTING, "", List.of(), List.of(), 0, 0, 0, new TreeMap<>());
  }

  /**
   * Opens the sockets and sets out.
   *
   * @throws IOException if a port can't be bound; nothing is left open then
   */
  public static DhtHost open(DhtSettings settings, Environment environment) throws IOException {
    DhtHost host = new DhtHost(settings, environment);
    host.start(host.remembered());
    host.configureBootstrap();
    host.schedule();
    return host;
  }

  private Snapshot remembered() {
    Optional<SnapshotFile> file = settings.file().map(SnapshotFile::new);
    try {
      return file.isEmpty()
          ? Snapshot.EMPTY
          : file.get().read(environment.clock().instant()).orElse(Snapshot.EMPTY);
    } catch (IOException e) {
      problem = "what was remembered can't be read: " + e.getMessage();
      log.warn("DHT {}: {}; starting without it", settings.name(), problem);
      return Snapshot.EMPTY;
    }
  }

  private void start(Snapshot warm) throws IOException {
    Sockets sockets = settings.sockets();
    NodeConfig config = settings.node().with(locals(sockets, warm));
    long now = environment.clock().nanoTime();
    DhtNode node =
        new DhtNode(
            config,
            environment.entropy(),
            store,
            environment.verifier(),
            warm,
            new Workspace(),
            now);
    DhtDriver driver =
        new DhtDriver(
            settings.name(), node, sockets, environment.clock(), this::news, this::publish);
    DatagramPort port =
        environment.mux().isPresent()
            ? MuxPort.open(environment.mux().get(), driver)
            : LoopPort.open(
                "waggle-dht-" + settings.name(), sockets.binds(), driver, environment.clock());
    live = new Live(driver, port, sockets);
    handlers.forEach(this::attach);
    driver.start(port);
  }

  /** The id of a family lives on with its table, unless the operator wants another. */
  private List<NodeConfig.Local> locals(Sockets sockets, Snapshot warm) {
    List<NodeConfig.Local> locals = new ArrayList<>();
    for (Family family : sockets.families()) {
      boolean first = locals.stream().noneMatch(local -> local.family() == family);
      Optional<NodeId> known =
          warm.tables().stream()
              .filter(table -> first && table.family() == family)
              .map(Snapshot.Table::id)
              .findFirst();
      NodeId id = settings.id().filter(x -> first).or(() -> known).orElseGet(this::randomId);
      locals.add(new NodeConfig.Local(family, id));
    }
    return locals;
  }

  private NodeId randomId() {
    return NodeId.of(
        environment.entropy().nextLong(),
        environment.entropy().nextLong(),
        (int) environment.entropy().nextLong());
  }

  private void configureBootstrap() {
    if (configured != null) {
      bootstrapper.remove(configured);
    }
    configured =
        Bootstrapper.configured(
            settings.bootstrap(), environment.resolver(), environment.background());
    bootstrapper.add(configured);
  }

  private void schedule() {
    localAddresses = LocalAddresses.fingerprint();
    timers.add(
        environment.background().scheduleWithFixedDelay(this::watch, 10, 10, TimeUnit.SECONDS));
    long minutes = Math.max(1, settings.save().toMinutes());
    timers.add(
        environment
            .background()
            .scheduleWithFixedDelay(this::saveQuietly, minutes, minutes, TimeUnit.MINUTES));
  }

  /** While nobody answers all sources are asked again; a new address makes us look around. */
  private void watch() {
    if (status.state() != DhtState.READY) {
      bootstrapper.askAll();
    }
    int now = LocalAddresses.fingerprint();
    if (now != localAddresses) {
      localAddresses = now;
      log.info("DHT {}: the addresses of this machine have changed", settings.name());
      tell(new Command.NetworkChanged());
    }
  }

  private void bootstrap(List<PeerAddress> nodes) {
    tell(new Command.Bootstrap(nodes.stream().map(Endpoint::of).toList()));
  }

  void tell(Command command) {
    Live now = live;
    now.driver().tell(now.port(), command);
  }

  /** What the operator should know besides; empty for nothing. */
  public void tellProblem(String newProblem) {
    if (!newProblem.isEmpty() || problem.startsWith(CONFIGURATION)) {
      problem = newProblem.isEmpty() ? "" : CONFIGURATION + newProblem;
    }
  }

  /**
   * Applies other settings: live, but for sockets and id, for which the node is moved over.
   *
   * @param newProblem what could not be used of them
   */
  public synchronized void apply(DhtSettings changed, String newProblem) throws IOException {
    tellProblem(newProblem);
    DhtSettings old = settings;
    settings = changed;
    if (old.sameSockets(changed)) {
      tell(new Command.Reconfigure(changed.node().with(locals(live.sockets(), Snapshot.EMPTY))));
    } else {
      Snapshot warm = await(snapshot()).orElse(Snapshot.EMPTY);
      stop();
      start(warm);
    }
    if (!old.bootstrap().equals(changed.bootstrap())) {
      configureBootstrap();
    }
  }

  /** Adds a source of addresses; it is asked at once. */
  public void addBootstrap(BootstrapSource source) {
    bootstrapper.add(source);
  }

  /** Removes a source; the nodes it named stay. */
  public void removeBootstrap(BootstrapSource source) {
    bootstrapper.remove(source);
  }

  /** Adds queries. */
  public void addHandler(DhtQueryHandler handler) {
    handlers.add(handler);
    attach(handler);
  }

  /** Ends them. */
  public void removeHandler(DhtQueryHandler handler) {
    if (handlers.remove(handler)) {
      Live now = live;
      now.driver()
          .execute(now.port(), () -> handler.methods().forEach(now.driver().node()::unregister));
    }
  }

  private void attach(DhtQueryHandler handler) {
    Live now = live;
    HandlerAdapter adapter = new HandlerAdapter(settings.name(), handler, now, environment.clock());
    now.driver()
        .execute(
            now.port(),
            () ->
                handler.methods().forEach(method -> now.driver().node().register(method, adapter)));
  }

  private void news(DhtEvent event) {
    if (event instanceof DhtEvent.StateChanged changed) {
      tell(changed.state());
    } else if (event instanceof DhtEvent.SeenAs seen) {
      seenAs.put(seen.address().isV6(), seen.address().toPeerAddress());
    } else if (event instanceof DhtEvent.IdChanged) {
      log.debug("DHT {} has an id that fits its address now", settings.name());
    }
  }

  /** A person hears when it is in, and when it is out again; not of the way there. */
  private void tell(DhtState state) {
    if (state == DhtState.READY || (state == DhtState.ISOLATED && ready.isDone())) {
      log.info("DHT {} is {}", settings.name(), state);
    } else {
      log.debug("DHT {} is {}", settings.name(), state);
    }
    if (state == DhtState.READY) {
      environment.background().execute(() -> ready.complete(null));
    }
  }

  /** On the node's thread. */
  private void publish() {
    Live now = live;
    DhtNode node = now.driver().node();
    List<DhtPeerNode> locals = new ArrayList<>();
    for (int tag = 0; tag < now.sockets().families().size(); tag++) {
      InetSocketAddress at = now.port().local().get(now.sockets().socket(tag));
      locals.add(new DhtPeerNode(node.id(now.sockets().families().get(tag)), PeerAddress.of(at)));
    }
    status =
        new DhtStatus(
            node.state(),
            problem,
            locals,
            List.copyOf(seenAs.values()),
            node.live(),
            node.waiting(),
            node.networkSize(),
            new TreeMap<>(node.stats()));
    observer.hear(node.votes(Family.V4));
  }

  /** What the nodes say of the NAT before us, as of the last second. */
  public DhtObserver observer() {
    return observer;
  }

  /** As of the last second. */
  public DhtStatus status() {
    return status;
  }

  /** What it was told. */
  public DhtSettings settings() {
    return settings;
  }

  CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  Live live() {
    return live;
  }

  long now() {
    return environment.clock().nanoTime();
  }

  /** What each socket is bound to. */
  public List<InetSocketAddress> local() {
    return live.port().local();
  }

  private CompletableFuture<Snapshot> snapshot() {
    CompletableFuture<Snapshot> result = new CompletableFuture<>();
    Live now = live;
    Runnable task =
        () -> result.complete(now.driver().node().snapshot(environment.clock().nanoTime()));
    if (!now.driver().execute(now.port(), task)) {
      result.complete(Snapshot.EMPTY);
    }
    return result;
  }

  private static <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      return Optional.of(future.get(WAIT_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return Optional.empty();
    }
  }

  /** Writes the table; completes when it is durable. */
  CompletionStage<Void> save() {
    return snapshot().thenAcceptAsync(this::write, environment.background());
  }

  private void saveQuietly() {
    save();
  }

  private void write(Snapshot snapshot) {
    if (settings.file().isEmpty() || snapshot.tables().isEmpty()) {
      return;
    }
    try {
      new SnapshotFile(settings.file().get()).write(snapshot, environment.clock().instant());
    } catch (IOException e) {
      problem = "the table can't be saved: " + e.getMessage();
      log.warn("DHT {}: {}", settings.name(), problem);
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void stop() {
    Live now = live;
    now.driver().execute(now.port(), now.driver()::close);
    now.port().close();
  }

  /** Saves the table and closes the sockets. */
  @Override
  public synchronized void close() {
    timers.forEach(timer -> timer.cancel(false));
    try {
      await(snapshot()).ifPresent(this::write);
    } catch (java.io.UncheckedIOException e) {
      log.debug("DHT {}: not saved", settings.name());
    }
    stop();
  }
}
