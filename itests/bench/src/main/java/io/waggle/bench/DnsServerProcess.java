package io.waggle.bench;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.dnsserver.DnsServer;
import io.waggle.dnsserver.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Our server, alone. Arguments: port, limit of peers. */
public final class DnsServerProcess {

  private DnsServerProcess() {}

  /** Serves until the process is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int limit = Integer.parseInt(args[1]);
    Settings settings =
        new Settings(
            List.of(Integer.parseInt(args[0])),
            Optional.of(InetAddress.getLoopbackAddress()),
            List.of("dat.local"),
            Duration.ZERO,
            Duration.ofSeconds(60),
            limit,
            1000,
            0,
            0,
            Duration.ZERO);
    DnsServer server =
        new DnsServer(
            "bench",
            settings,
            Optional.empty(),
            WaggleClock.system(),
            Executors.newSingleThreadScheduledExecutor(),
            new SecureRandom()::nextBytes,
            new Metrics());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    new CountDownLatch(1).await(); // the server's own threads are daemons
  }
}
