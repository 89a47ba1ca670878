package io.waggle.kademliadht.driver;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A thread with one or more UDP sockets, our own or shared with other protocols. */
interface DatagramPort extends AutoCloseable {

  /** Sends now or drops. On the port's thread only. */
  void send(int socket, ByteBuffer packet, InetSocketAddress to);

  /** Runs a task on the port's thread; any thread may call. */
  void execute(Runnable task);

  /** What each socket is bound to. */
  List<InetSocketAddress> local();

  @Override
  void close();
}
