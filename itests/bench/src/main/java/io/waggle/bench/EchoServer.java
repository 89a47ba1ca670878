package io.waggle.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** The ceiling: a bare UDP echo, one thread, blocking. Argument: the port. */
public final class EchoServer {

  private EchoServer() {}

  /** Echoes until the process is ended. */
  public static void main(String[] args) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
      ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
      while (channel.isOpen()) {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        buffer.flip();
        channel.send(buffer, from);
      }
    }
  }
}
