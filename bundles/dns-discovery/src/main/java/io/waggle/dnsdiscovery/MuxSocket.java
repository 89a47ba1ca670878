package io.waggle.dnsdiscovery;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.udp.UdpMux;
import io.waggle.api.udp.UdpPort;
import io.waggle.api.udp.UdpProtocol;
import io.waggle.common.udp.DatagramOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A socket shared with other protocols, uTP above all: a NAT then shows one port for both, and the
 * servers tell others the very port that uTP listens on. Ours is what comes from our servers and
 * what no other protocol has claimed.
 */
final class MuxSocket implements OpenSocket, UdpProtocol {

  /** DNS has no mark of its own: all others are asked first. */
  private static final int PRIORITY = 0;

  private static final int CLOSE_SECONDS = 5;

  private final DnsClient client;
  private final UdpMux mux;
  private final DatagramOutput output = (socket, packet, to) -> send(packet, to);
  private UdpMux.Registration registration;
  private volatile UdpPort port;
  private volatile Thread thread;

  private MuxSocket(UdpMux mux, DnsClient client) {
    this.mux = mux;
    this.client = client;
  }

  static MuxSocket open(UdpMux mux, DnsClient client) {
    MuxSocket socket = new MuxSocket(mux, client);
    socket.registration = mux.attach(PRIORITY, socket);
    return socket;
  }

  private void send(ByteBuffer packet, InetSocketAddress to) {
    port.send(packet, to);
  }

  @Override
  public List<InetSocketAddress> local() {
    return mux.local().stream().map(PeerAddress::toSocketAddress).toList();
  }

  @Override
  public void execute(Consumer<DatagramOutput> task) {
    port.execute(
        () -> {
          thread = Thread.currentThread();
          task.accept(output);
        });
  }

  @Override
  public void attached(UdpPort newPort) {
    port = newPort;
  }

  @Override
  public boolean claims(ByteBuffer packet) {
    return true;
  }

  @Override
  public boolean claims(ByteBuffer packet, InetSocketAddress from) {
    return client.knows(from);
  }

  @Override
  public void datagram(long now, ByteBuffer packet, InetSocketAddress from) {
    client.datagram(now, 0, packet, from, output);
  }

  @Override
  public void tick(long now) {
    client.tick(now, output);
  }

  @Override
  public long nextDeadline() {
    return client.nextDeadline();
  }

  /** The socket stays; the client must be left alone before another one serves it. */
  @Override
  public void close() {
    registration.close();
    if (Thread.currentThread() == thread) {
      return;
    }
    CountDownLatch left = new CountDownLatch(1);
    try {
      port.execute(left::countDown);
      left.await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      // The shared socket has been closed before us, and its thread has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
