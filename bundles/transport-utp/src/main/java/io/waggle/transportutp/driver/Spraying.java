package io.waggle.transportutp.driver;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.udp.UdpPort;
import io.waggle.transportutp.core.OpenDoors;
import io.waggle.transportutp.core.PortSpray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One host whose ports are probed, until something comes from it. On the socket's thread. */
final class Spraying {

  private final InetAddress host;
  private final PortSpray spray;
  private final LongSupplier random;
  private final CompletableFuture<Optional<Wire>> result;

  Spraying(
      long now, InetAddress host, LongSupplier random, CompletableFuture<Optional<Wire>> result) {
    this.host = host;
    this.spray = new PortSpray(now, random);
    this.random = random;
    this.result = result;
  }

  /** Something has come. */
  void heard(InetSocketAddress from) {
    if (from.getAddress().equals(host)) {
      result.complete(Optional.empty());
    }
  }

  /** Sends what is due. */
  void tick(long now, UdpPort port) {
    if (spray.isOver(now)) {
      result.completeExceptionally(
          new IOException(
              "none of %d ports was open in %d s"
                  .formatted(spray.sent(), OpenDoors.LIMIT.toSeconds())));
      return;
    }
    for (OptionalInt next = spray.next(now); next.isPresent(); next = spray.next(now)) {
      port.send(Probe.of((int) random.getAsLong()), new InetSocketAddress(host, next.getAsInt()));
    }
  }

  /** The socket is closed. */
  void giveUp() {
    result.completeExceptionally(UtpSocket.closedWire());
  }

  long deadline() {
    return spray.deadline();
  }

  boolean isOver() {
    return result.isDone();
  }
}
