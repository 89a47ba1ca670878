package io.waggle.kademliadht.driver;

import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Sockets of our own. */
final class LoopPort implements DatagramPort, DatagramEngine {

  private final DhtDriver driver;
  private UdpLoop loop;
  private DatagramOutput output;

  private LoopPort(DhtDriver driver) {
    this.driver = driver;
  }

  static LoopPort open(
      String name, List<InetSocketAddress> binds, DhtDriver driver, WaggleClock clock)
      throws IOException {
    LoopPort port = new LoopPort(driver);
    port.loop = UdpLoop.open(name, binds, port, clock);
    return port;
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out) {
    output = out;
    driver.datagram(now, socket, packet, from);
  }

  @Override
  public void tick(long now, DatagramOutput out) {
    output = out;
    driver.tick(now);
  }

  @Override
  public long nextDeadline() {
    return driver.nextDeadline();
  }

  @Override
  public void send(int socket, ByteBuffer packet, InetSocketAddress to) {
    output.send(socket, packet, to);
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
  public List<InetSocketAddress> local() {
    return loop.local();
  }

  @Override
  public void close() {
    loop.close();
  }
}
