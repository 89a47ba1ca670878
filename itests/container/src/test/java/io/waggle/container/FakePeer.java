package io.waggle.container;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A discovery-swarm peer on plain sockets that shares no code with ours. On every connection it
 * sends numbered 8-byte words and expects each back: a connection that drops, loses or repeats a
 * byte is noticed.
 */
final class FakePeer implements AutoCloseable {

  private final ServerSocket server;
  private final byte[] greeting;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger damaged = new AtomicInteger();
  private final AtomicLong rounds = new AtomicLong();

  /**
   * A peer that opens with the given bytes and takes as many from the other side.
   *
   * @param greeting its half of the handshake
   */
  FakePeer(byte[] greeting) {
    this.greeting = greeting.clone();
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** The handshake of discovery-swarm: the length of the id and an id made of the seed. */
  static byte[] id(long seed) {
    byte[] bytes = new byte[33];
    new Random(seed).nextBytes(bytes);
    bytes[0] = 32;
    return bytes;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake-peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        open.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: the end of this peer
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      out.write(greeting);
      in.readFully(new byte[greeting.length]);
      for (long word = 1; ; word++) {
        out.write(java.nio.ByteBuffer.allocate(8).putLong(word).array());
        if (in.readLong() != word) {
          damaged.incrementAndGet();
        }
        rounds.incrementAndGet();
        Wait.pause(2);
      }
    } catch (IOException e) {
      ended.incrementAndGet();
    } finally {
      open.remove(socket);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections accepted since the start. */
  int accepted() {
    return accepted.get();
  }

  /** Connections that have ended since the start. */
  int ended() {
    return ended.get();
  }

  /** Waits until words have gone to and fro some more times, and checks that none was damaged. */
  void awaitTraffic() {
    long before = rounds.get();
    Wait.until("bytes flow", () -> rounds.get() > before + 5, this::toString);
    if (damaged.get() != 0) {
      throw new AssertionError(damaged + " words came back damaged");
    }
  }

  /** Ends all connections from this side. */
  void drop() {
    open.forEach(FakePeer::quietly);
  }

  private static void quietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    quietly(server);
    drop();
  }

  @Override
  public String toString() {
    return "peer at %d: %s accepted, %s ended, %s open, %s rounds"
        .formatted(port(), accepted, ended, open.size(), rounds);
  }
}
