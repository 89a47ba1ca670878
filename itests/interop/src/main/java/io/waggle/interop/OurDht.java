package io.waggle.interop;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.IdPolicy;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.driver.DhtClient;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.driver.Environment;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.driver.SystemResolver;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.Quota;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A DHT node of ours on a loopback address, wired without OSGi. */
public final class OurDht implements AutoCloseable {

  private final ScheduledExecutorService background = Executors.newScheduledThreadPool(1);
  private final DhtHost host;
  private final DhtService service;

  private OurDht(String bind, List<String> bootstrap, Optional<Path> file) throws IOException {
    InetAddress address = InetAddress.getByName(bind);
    Family family = bind.contains(":") ? Family.V6 : Family.V4;
    DhtSettings settings =
        new DhtSettings(
            "interop",
            0,
            List.of(address),
            false,
            Optional.empty(),
            bootstrap.stream().map(HostAndPort::parse).toList(),
            NodeConfig.server(family, NodeId.of(0, 0, 0)).with(IdPolicy.ANY),
            Quota.DEFAULT,
            file,
            Duration.ofMinutes(10));
    SecureRandom random = new SecureRandom();
    host =
        DhtHost.open(
            settings,
            new Environment(
                WaggleClock.system(),
                random::nextLong,
                new PlatformVerifier(),
                background,
                new SystemResolver(),
                Optional.empty()));
    service = new DhtClient(host);
  }

  /** On 127.0.0.1, with nodes to begin with, each {@code host:port}. */
  public static OurDht start(String... bootstrap) {
    return start("127.0.0.1", Optional.empty(), bootstrap);
  }

  /** On an address, with a file for the table. */
  public static OurDht start(String bind, Optional<Path> file, String... bootstrap) {
    try {
      return new OurDht(bind, List.of(bootstrap), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As others use it. */
  public DhtService service() {
    return service;
  }

  /** Where it stands. */
  public PeerAddress address() {
    return PeerAddress.of(host.local().get(0));
  }

  /** Waits until it has found its neighbours. */
  public OurDht awaitReady() {
    await(service.ready());
    return this;
  }

  /** Whether it has found its neighbours. */
  public boolean isReady() {
    return service.status().state() == DhtState.READY;
  }

  /** What comes of a stage. */
  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(JsonProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("took too long or failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    host.close();
    background.shutdownNow();
  }
}
