package io.waggle.mdnsdiscovery.jmdns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What JmDNS receives from: not the network, but what was read there, found well-formed and let
 * pass. Bounded; what comes when it is full is dropped, as a socket would.
 */
final class FedSocket extends MulticastSocket {

  private static final int MOST = 256;
  private static final Packet END = new Packet(new byte[0], new InetSocketAddress(0));

  private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>(MOST);
  private volatile boolean ended;

  private static final class Packet {
    private final byte[] bytes;
    private final InetSocketAddress from;

    Packet(byte[] bytes, InetSocketAddress from) {
      this.bytes = bytes;
      this.from = from;
    }
  }

  FedSocket() throws IOException {
    super((SocketAddress) null);
    super.close();
  }

  /** A packet has come. */
  void feed(byte[] bytes, InetSocketAddress from) {
    if (!ended) {
      packets.offer(new Packet(bytes, from));
    }
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    try {
      Packet next = packets.poll(1, TimeUnit.DAYS);
      if (ended || next == null) {
        throw new SocketException("closed");
      }
      int length = Math.min(next.bytes.length, packet.getData().length);
      System.arraycopy(next.bytes, 0, packet.getData(), 0, length);
      packet.setLength(length);
      packet.setSocketAddress(next.from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SocketException("interrupted");
    }
  }

  /** Ends who waits in {@link #receive}. */
  void end() {
    ended = true;
    packets.clear();
    packets.offer(END);
  }
}
