package io.waggle.interop;

import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.discovery.spi.Trust;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.time.WaggleClock;
import io.waggle.discoverychannel.DiscoveryHub;
import io.waggle.discoverychannel.HubSettings;
import io.waggle.discoverychannel.HubThreads;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.DnsSource;
import io.waggle.dnsdiscovery.ServerSpec;
import io.waggle.dnsdiscovery.SystemResolver;
import io.waggle.handshake.IdExchange;
import io.waggle.kademliadht.source.DeadPeers;
import io.waggle.kademliadht.source.DhtSource;
import io.waggle.knownpeers.ExecutorResolver;
import io.waggle.knownpeers.KnownPeers;
import io.waggle.knownpeers.KnownPeersSettings;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.dat.DatSource;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.SwarmThreads;
import io.waggle.swarmconnector.TcpTransport;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** A whole node of ours, wired without OSGi: hub, DNS source, swarm on TCP, and a talker. */
public final class OurNode implements AutoCloseable {

  private final HubThreads hubThreads = new HubThreads();
  private final SwarmThreads swarmThreads;
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final DiscoveryHub hub;
  private final Optional<DnsSource> source;
  private final Optional<DatSource> lan;
  private final Optional<KnownPeers> known;
  private final TcpTransport tcp;
  private final Optional<UtpTransport> utp;
  private final SwarmEngine swarm;
  private final Talker talker = new Talker("hello from ours");
  private Optional<SwarmJoin> join = Optional.empty();

  private OurNode(Builder plan) throws IOException {
    hub =
        new DiscoveryHub(
            hubThreads.parts(WaggleClock.system(), new Metrics()), HubSettings.defaults());
    source = plan.servers.isEmpty() ? Optional.empty() : Optional.of(source(plan.servers));
    source.ifPresent(this::plugIn);
    plan.dht.ifPresent(this::plugIn);
    lan = plan.lan ? Optional.of(lan()) : Optional.empty();
    known = plan.memory.map(this::known);
    known.ifPresent(peers -> hub.putFinder(peers, properties("known")));
    tcp = new TcpTransport();
    swarmThreads = SwarmThreads.named("interop");
    swarm = new SwarmEngine(plan.settings(), SwarmRuntime.on(swarmThreads));
    if (plan.talks) {
      swarm.listen(talker);
    }
    known.ifPresent(swarm::listen);
    if (plan.tcp) {
      swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
    }
    utp =
        plan.utp
            ? Optional.of(UtpTransport.alone(Environment.usual(new Metrics())))
            : Optional.empty();
    utp.ifPresent(t -> swarm.addTransport(t, UtpTransport.PREFERENCE, Duration.ofMillis(500)));
    swarm.handshake(Optional.of(new IdExchange()));
    swarm.discovery(Optional.of(hub));
    swarm.start();
  }

  private DnsSource source(List<ServerSpec> servers) {
    return DnsSource.open(
        "interop-dns",
        ClientSettings.of(servers),
        WaggleClock.system(),
        new SecureRandom(),
        new SystemResolver(scheduler),
        new Metrics(),
        scheduler,
        name -> Optional.empty());
  }

  private DatSource lan() throws IOException {
    DatSource source =
        DatSource.open(
            LanSettings.DEFAULT,
            new Surroundings(
                "interop-lan",
                WaggleClock.system(),
                new SecureRandom(),
                new Metrics(),
                InterfaceView::all,
                scheduler));
    hub.putFinder(source, properties("lan"));
    hub.putAnnouncer(source, properties("lan"));
    return source;
  }

  private void plugIn(DnsSource dns) {
    hub.putFinder(dns, properties("dns"));
    hub.putAnnouncer(dns, properties("dns"));
  }

  private void plugIn(DhtService dht) {
    WaggleClock clock = WaggleClock.system();
    DhtSource dhtSource = new DhtSource(() -> Optional.of(dht), new DeadPeers(clock), clock);
    Map<String, Object> properties = new HashMap<>(properties("dht"));
    properties.put(SourceProperties.INTERVAL, 5_000L);
    properties.put(SourceProperties.TIMEOUT, 45_000L);
    hub.putFinder(dhtSource, properties);
    hub.putAnnouncer(dhtSource, properties);
  }

  private KnownPeers known(Path directory) {
    KnownPeersSettings settings =
        new KnownPeersSettings(
            List.of(), Set.of(), true, 100, Duration.ofDays(1), Duration.ofMinutes(5));
    return new KnownPeers(
        settings,
        Optional.of(directory.resolve("known")),
        new ExecutorResolver(scheduler),
        WaggleClock.system(),
        scheduler);
  }

  private static Map<String, Object> properties(String name) {
    return Map.of(
        SourceProperties.ID,
        name,
        SourceProperties.KIND,
        name,
        SourceProperties.TRUST,
        Trust.LOCAL.name());
  }

  /** A node with everything left to chance and no server. */
  public static Builder builder() {
    return new Builder();
  }

  /** The swarm. */
  public Swarm swarm() {
    return swarm;
  }

  /** What has happened. */
  public EventLog log() {
    return talker.log();
  }

  /** Where it listens; waits until it does. */
  public int port() {
    log().await("the port is open", () -> swarm.port().isPresent(), JsonProcess.PATIENCE);
    return swarm.port().getAsInt();
  }

  /** Joins a topic whose wire key is given in hex. */
  public void join(String topic, SwarmJoinOptions options) {
    join = Optional.of(swarm.join(topic(topic), options));
  }

  /** The topic with that wire key. */
  public static Topic topic(String hex) {
    return Topic.of(HexFormat.of().parseHex(hex), Hashing.RAW);
  }

  /** Waits until the servers have been asked and told once. */
  public void awaitFlushed() {
    await(join.orElseThrow().flushed());
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(JsonProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("took too long or failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Says a line on every connection. */
  public void say(String line) {
    try {
      for (Connection connection : swarm.connections()) {
        Talker.say(connection, line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the number of open connections satisfies the condition. */
  public void awaitConnections(IntPredicate condition) {
    log()
        .await(
            "the number of connections is right",
            () -> condition.test(swarm.connections().size()),
            JsonProcess.PATIENCE);
  }

  @Override
  public void close() {
    await(swarm.shutdown());
    closeTransport();
    swarmThreads.close();
    hub.close();
    source.ifPresent(DnsSource::close);
    lan.ifPresent(DatSource::close);
    known.ifPresent(KnownPeers::close);
    hubThreads.close();
    scheduler.shutdownNow();
  }

  private void closeTransport() {
    utp.ifPresent(UtpTransport::close);
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a node is to be. */
  public static final class Builder {

    private List<ServerSpec> servers = List.of();
    private Optional<DhtService> dht = Optional.empty();
    private Optional<PeerId> id = Optional.empty();
    private String bind = "127.0.0.1";
    private Optional<Path> memory = Optional.empty();
    private boolean lan;
    private int maxConnections;
    private boolean talks = true;
    private boolean tcp = true;
    private boolean utp;

    private Builder() {}

    /** The discovery servers, each {@code host:port}. */
    public Builder dns(String... texts) {
      servers = Stream.of(texts).map(ServerSpec::parse).toList();
      return this;
    }

    /** The DHT to find peers in. */
    public Builder dht(DhtService service) {
      dht = Optional.of(service);
      return this;
    }

    /** Finds peers by multicast on the local network. */
    public Builder lan() {
      lan = true;
      return this;
    }

    /** Its id in hex; random unless set. */
    public Builder id(String hex) {
      id = Optional.of(PeerId.parse(hex));
      return this;
    }

    /** The address it listens on; 127.0.0.1 unless set. */
    public Builder bind(String literal) {
      bind = literal;
      return this;
    }

    /** Keeps the peers it has met in a directory, and looks for them there. */
    public Builder remember(Path directory) {
      memory = Optional.of(directory);
      return this;
    }

    /** Speaks uTP beside TCP. */
    public Builder utp() {
      utp = true;
      return this;
    }

    /** Speaks uTP and no TCP. */
    public Builder utpOnly() {
      utp = true;
      tcp = false;
      return this;
    }

    /** How many connections it takes; 0 for any number. */
    public Builder maxConnections(int most) {
      maxConnections = most;
      return this;
    }

    /** Reads and says nothing on connections, and keeps no log. */
    public Builder quiet() {
      talks = false;
      return this;
    }

    /** Starts it. */
    public OurNode start() {
      try {
        return new OurNode(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private SwarmSettings settings() throws IOException {
      InetAddress address = InetAddress.getAllByName(bind)[0];
      SwarmSettings named =
          SwarmSettings.named("interop")
              .with(new SwarmSettings.Listen(Optional.of(address), 0, true))
              .limits(limits -> limits.withConnections(maxConnections).withHalfOpen(2000));
      return id.map(named::with).orElse(named);
    }
  }
}
