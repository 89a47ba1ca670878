package io.waggle.bench;

import io.waggle.api.dht.NodeId;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.IdPolicy;
import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.driver.Environment;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.driver.SystemResolver;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.store.Quota;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Our DHT node, alone, its limits on sources off as the rival's are. Argument: the port. For each
 * line of its input it writes a {@link MemoryReading}; it ends with its input.
 */
public final class DhtProcess {

  private DhtProcess() {}

  /** Answers until the input ends. */
  public static void main(String[] args) throws IOException {
    DhtSettings settings =
        new DhtSettings(
            "bench",
            Integer.parseInt(args[0]),
            List.of(InetAddress.getLoopbackAddress()),
            false,
            Optional.empty(),
            List.of(),
            NodeConfig.server(Family.V4, NodeId.of(0, 0, 0)).with(IdPolicy.ANY).with(Limits.NONE),
            new Quota(2_000_000, 6_000, 64L << 20, 1, 1_800, 7_200),
            Optional.empty(),
            Duration.ofMinutes(10));
    DhtHost host =
        DhtHost.open(
            settings,
            new Environment(
                WaggleClock.system(),
                new SecureRandom()::nextLong,
                new PlatformVerifier(),
                Executors.newSingleThreadScheduledExecutor(),
                new SystemResolver(),
                Optional.empty()));
    Runtime.getRuntime().addShutdownHook(new Thread(host::close));
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (asked.readLine() != null) {
      System.out.println(MemoryReading.of("waggle-dht-bench"));
    }
    System.exit(0); // what runs in the background is no daemon
  }
}
