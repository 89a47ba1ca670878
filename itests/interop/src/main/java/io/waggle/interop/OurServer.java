package io.waggle.interop;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.dnsserver.DnsServer;
import io.waggle.dnsserver.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Our dns-discovery server, wired without OSGi; its store is kept in a directory. */
public final class OurServer implements AutoCloseable {

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final DnsServer server;

  private OurServer(Path data, Settings settings) {
    try {
      server =
          new DnsServer(
              "interop",
              settings,
              Optional.of(data.resolve("store")),
              WaggleClock.system(),
              timer,
              new SecureRandom()::nextBytes,
              new Metrics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (server.bound().size() < settings.ports().size()) {
      throw new IllegalStateException("not all ports are free: " + server.report());
    }
  }

  /** Starts it on ports of 127.0.0.1. */
  public static OurServer start(Path data, Integer... ports) {
    return start(data, "127.0.0.1", 60, ports);
  }

  /** Starts it with an address to bind and the seconds a peer lives. */
  public static OurServer start(Path data, String bind, int ttl, Integer... ports) {
    return new OurServer(data, settings(address(bind), Duration.ofSeconds(ttl), ports));
  }

  private static Settings settings(InetAddress bind, Duration ttl, Integer... ports) {
    return new Settings(
        Arrays.asList(ports),
        Optional.of(bind),
        List.of(),
        ttl,
        ttl,
        200_000,
        1000,
        10_000,
        100_000,
        Duration.ofSeconds(60));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getAllByName(literal)[0];
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    timer.shutdownNow();
  }
}
