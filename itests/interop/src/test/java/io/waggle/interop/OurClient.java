package io.waggle.interop;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.dnsdiscovery.ClientSettings;
import io.waggle.dnsdiscovery.DnsSource;
import io.waggle.dnsdiscovery.ServerSpec;
import io.waggle.dnsdiscovery.SystemResolver;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our DNS client on a socket of its own, asked as the hub asks it. */
final class OurClient implements AutoCloseable {

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final DnsSource source;

  private OurClient(ClientSettings settings) {
    source =
        DnsSource.open(
            "interop-dns-client",
            settings,
            WaggleClock.system(),
            new SecureRandom(),
            new SystemResolver(scheduler),
            new Metrics(),
            scheduler,
            name -> Optional.empty());
  }

  /** A client of these servers, each {@code host:port}. */
  static OurClient of(String... servers) {
    List<ServerSpec> specs = Stream.of(servers).map(ServerSpec::parse).toList();
    return new OurClient(ClientSettings.of(specs));
  }

  /** Where its packets come from. */
  int port() {
    return source.local().get(0).getPort();
  }

  AddressObserver observer() {
    return source;
  }

  /** Announces a port and waits until a server has taken it. */
  Announcement announce(Topic topic, int port) {
    Announcement announcement = source.announce(new AnnounceRequest(topic, port, Optional.empty()));
    Receipt receipt = await(announcement.publish());
    if (receipt.copies() < 1) {
      throw new AssertionError("no server took the announcement: " + receipt);
    }
    return announcement;
  }

  /** What comes of a stage, waited for with patience. */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(JsonProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("failed or took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The peers that a round names before it falls silent. */
  Set<String> lookup(Topic topic) {
    try (Asked asked = ask(topic)) {
      asked.awaitSilence();
      return asked.peers();
    }
  }

  /** Starts a round, which stays open for pushes until it is closed. */
  Asked ask(Topic topic) {
    Asked asked = new Asked();
    try {
      asked.round = source.find(new FindRequest(topic, 1000, Urgency.NOW), asked);
    } catch (SourceException e) {
      asked.failed(e);
    }
    return asked;
  }

  @Override
  public void close() {
    source.close();
    scheduler.shutdownNow();
  }

  /** A round under way. */
  static final class Asked implements FindSink, AutoCloseable {

    private final EventLog log = new EventLog("our client");
    private final WaggleClock clock = WaggleClock.system();
    private final long started = clock.nanoTime();
    private Round round = () -> {};

    private void add(String event, String detail) {
      log.add(
          Json.createObjectBuilder()
              .add("event", event)
              .add("detail", detail)
              .add("nanos", clock.nanoTime() - started)
              .build());
    }

    @Override
    public void found(PeerAddress address, FoundMeta meta) {
      add("found", address.toString());
    }

    @Override
    public void lost(PeerAddress address) {
      add("lost", address.toString());
    }

    @Override
    public void failed(SourceException error) {
      add("ended", error.toString());
    }

    @Override
    public void settled() {
      add("settled", "");
    }

    @Override
    public void done(Optional<Duration> askAgainIn) {
      add("ended", "done");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    /** Waits until nothing more comes: a reply on the loopback takes a millisecond. */
    void awaitSilence() {
      if (!log.settled(Duration.ofMillis(300), JsonProcess.PATIENCE)) {
        throw new AssertionError("the round never falls silent: " + log.all());
      }
    }

    void awaitPeer(String address) {
      log.await("found", row -> row.getString("detail").equals(address), JsonProcess.PATIENCE);
    }

    Set<String> peers() {
      return log.all("found").stream()
          .map(row -> row.getString("detail"))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From the question to the first peer. */
    Duration elapsed() {
      return Duration.ofNanos(log.all("found").get(0).getJsonNumber("nanos").longValue());
    }

    @Override
    public void close() {
      round.close();
    }
  }
}
