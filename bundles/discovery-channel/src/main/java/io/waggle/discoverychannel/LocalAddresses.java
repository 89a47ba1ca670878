package io.waggle.discoverychannel;

import io.waggle.api.time.WaggleClock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The addresses of this machine's interfaces, read again when they are 10 s old. */
final class LocalAddresses implements Predicate<InetAddress> {

  private static final long MAX_AGE = Duration.ofSeconds(10).toNanos();

  private final WaggleClock clock;
  private Set<InetAddress> addresses = Set.of();
  private long readAt;

  LocalAddresses(WaggleClock clock) {
    this.clock = clock;
    this.readAt = clock.nanoTime() - MAX_AGE;
  }

  @Override
  public synchronized boolean test(InetAddress address) {
    long now = clock.nanoTime();
    if (now - readAt >= MAX_AGE) {
      addresses = read();
      readAt = now;
    }
    return addresses.contains(address);
  }

  private static Set<InetAddress> read() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .collect(Collectors.toSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }
}
