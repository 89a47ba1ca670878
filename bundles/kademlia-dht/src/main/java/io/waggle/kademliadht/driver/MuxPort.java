package io.waggle.kademliadht.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.udp.UdpMux;
import io.waggle.api.udp.UdpPort;
import io.waggle.api.udp.UdpProtocol;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A socket shared with other protocols: ours are the datagrams that begin as a dictionary. */
final class MuxPort implements DatagramPort, UdpProtocol {

  private static final int PRIORITY = 100;

  private final DhtDriver driver;
  private final UdpMux mux;
  private UdpMux.Registration registration;
  private volatile UdpPort port;

  private MuxPort(DhtDriver driver, UdpMux mux) {
    this.driver = driver;
    this.mux = mux;
  }

  static MuxPort open(UdpMux mux, DhtDriver driver) {
    MuxPort port = new MuxPort(driver, mux);
    port.registration = mux.attach(PRIORITY, port);
    return port;
  }

  @Override
  public void attached(UdpPort newPort) {
    port = newPort;
  }

  @Override
  public boolean claims(ByteBuffer packet) {
    int last = packet.limit() - 1;
    return packet.remaining() > 2
        && packet.get(packet.position()) == 'd'
        && packet.get(last) == 'e'
        && packet.get(packet.position() + 2) == ':';
  }

  @Override
  public void datagram(long now, ByteBuffer packet, InetSocketAddress from) {
    driver.datagram(now, 0, packet, from);
  }

  @Override
  public void tick(long now) {
    driver.tick(now);
  }

  @Override
  public long nextDeadline() {
    return driver.nextDeadline();
  }

  @Override
  public void send(int socket, ByteBuffer packet, InetSocketAddress to) {
    port.send(packet, to);
  }

  @Override
  public void execute(Runnable task) {
    port.execute(task);
  }

  @Override
  public List<InetSocketAddress> local() {
    return mux.local().stream().map(PeerAddress::toSocketAddress).toList();
  }

  @Override
  public void close() {
    registration.close();
  }
}
