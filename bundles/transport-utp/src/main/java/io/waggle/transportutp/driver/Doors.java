package io.waggle.transportutp.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.udp.UdpPort;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import io.waggle.transportutp.core.OpenDoors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Many sockets that send to one peer, for which our NAT gives each another port. The first that
 * hears of the peer is kept and dials; the others are closed. It ends with its connection.
 */
final class Doors implements DatagramEngine, UdpPort, AutoCloseable {

  private static final long IDLE = Duration.ofSeconds(5).toNanos();

  private final Environment environment;
  private final InetSocketAddress peer;
  private final OpenDoors doors;
  private final UtpSocket utp;
  private final Runnable ended;
  private final CompletableFuture<Optional<Wire>> result = new CompletableFuture<>();
  private volatile UdpLoop loop;
  private DatagramOutput output;
  private int chosen = -1;
  private long idleSince;

  private Doors(PeerAddress peer, Environment environment, Runnable ended) {
    this.environment = environment;
    this.peer = peer.toSocketAddress();
    this.ended = ended;
    this.doors = new OpenDoors(environment.clock().nanoTime());
    this.utp = new UtpSocket(environment, () -> PeerAddress.of(loop.local(chosen)));
  }

  /**
   * Opens the sockets and begins.
   *
   * @param ended runs when it needs its sockets no longer, once
   * @throws IOException if there are not so many sockets
   */
  static Doors open(PeerAddress peer, Environment environment, Runnable ended) throws IOException {
    Doors doors = new Doors(peer, environment, ended);
    doors.utp.attached(doors);
    List<InetSocketAddress> binds = Collections.nCopies(OpenDoors.DOORS, new InetSocketAddress(0));
    doors.loop = UdpLoop.open("waggle-utp-punch", binds, doors, environment.clock());
    doors.loop.execute(out -> doors.result.whenComplete((wire, error) -> doors.settled(error)));
    return doors;
  }

  private void settled(Throwable error) {
    if (error != null) {
      ended.run();
    }
  }

  /** The wire; cancelling gives up. */
  CompletableFuture<Optional<Wire>> result() {
    return result;
  }

  UtpSocket utp() {
    return utp;
  }

  @Override
  public void send(ByteBuffer packet, InetSocketAddress to) {
    if (output != null && chosen >= 0) {
      output.send(chosen, packet, to);
    }
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(
        out -> {
          output = out;
          task.run();
        });
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out) {
    output = out;
    if (loop != null && chosen < 0 && from.equals(peer) && utp.claims(packet)) {
      choose(now, socket);
    } else if (socket == chosen && utp.claims(packet)) {
      utp.datagram(now, packet, from);
    }
  }

  private void choose(long now, int socket) {
    chosen = socket;
    idleSince = now;
    loop.execute(out -> closeOthers());
    CompletableFuture<Wire> dial = utp.connect(PeerAddress.of(peer));
    result.whenComplete((wire, error) -> dial.cancel(true));
    dial.whenComplete(
        (wire, error) -> {
          if (error != null) {
            result.completeExceptionally(error);
          } else if (!result.complete(Optional.of(wire))) {
            wire.close();
          }
        });
  }

  private void closeOthers() {
    for (int i = 0; i < OpenDoors.DOORS; i++) {
      if (i != chosen) {
        loop.remove(i);
      }
    }
  }

  @Override
  public void tick(long now, DatagramOutput out) {
    output = out;
    if (loop == null) {
      return; // the first moment of the thread
    }
    if (chosen >= 0) {
      utp.tick(now);
      endIfIdle(now);
    } else if (doors.isOver(now)) {
      result.completeExceptionally(
          new IOException("no packet came through in " + OpenDoors.LIMIT.toSeconds() + " s"));
    } else if (doors.knock(now)) {
      for (int i = 0; i < OpenDoors.DOORS; i++) {
        out.send(i, Probe.of((int) environment.random().getAsLong()), peer);
      }
    }
  }

  private void endIfIdle(long now) {
    if (utp.size() > 0) {
      idleSince = now;
    } else if (now - idleSince >= IDLE) {
      ended.run();
    }
  }

  @Override
  public long nextDeadline() {
    if (chosen >= 0) {
      return Math.min(utp.nextDeadline(), idleSince + IDLE);
    }
    return doors.deadline();
  }

  @Override
  public void close() {
    result.completeExceptionally(new IOException("uTP is closed"));
    loop.close();
  }
}
