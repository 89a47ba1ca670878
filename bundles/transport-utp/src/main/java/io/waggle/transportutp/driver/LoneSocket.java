package io.waggle.transportutp.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.udp.UdpPort;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A UDP socket that uTP has for itself. */
final class LoneSocket implements DatagramEngine, UdpPort, AutoCloseable {

  private final UtpSocket utp;
  private DatagramOutput output;
  private UdpLoop loop;

  private LoneSocket(Environment environment) {
    utp = new UtpSocket(environment, this::local);
  }

  /**
   * Binds and starts.
   *
   * @throws IOException if the port can't be bound
   */
  static LoneSocket open(InetSocketAddress bind, Environment environment) throws IOException {
    LoneSocket socket = new LoneSocket(environment);
    socket.utp.attached(socket);
    socket.loop =
        UdpLoop.open("waggle-utp-" + bind.getPort(), List.of(bind), socket, environment.clock());
    return socket;
  }

  UtpSocket utp() {
    return utp;
  }

  private PeerAddress local() {
    return PeerAddress.of(loop.local(0));
  }

  @Override
  public void send(ByteBuffer packet, InetSocketAddress to) {
    if (output != null) {
      output.send(0, packet, to);
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
    if (utp.claims(packet)) {
      utp.datagram(now, packet, from);
    }
  }

  @Override
  public void tick(long now, DatagramOutput out) {
    output = out;
    utp.tick(now);
  }

  @Override
  public long nextDeadline() {
    return utp.nextDeadline();
  }

  @Override
  public void close() {
    loop.close();
  }
}
