package io.waggle.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server under test in a process of its own, pinned to one core. */
final class ServerProcess implements AutoCloseable {

  private static final String CORE = "1";
  private static final byte[] PROBE = {
    0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'd', 'a', 't', 5, 'l', 'o', 'c', 'a', 'l', 0, 0, 16, 0, 1
  };

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits for its first answer. */
  static ServerProcess start(int port, List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CORE));
    pinned.addAll(command);
    Process process =
        new ProcessBuilder(pinned)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    ServerProcess server = new ServerProcess(process, port);
    server.awaitAnswer();
    return server;
  }

  private void awaitAnswer() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(100);
      DatagramPacket probe =
          new DatagramPacket(PROBE, PROBE.length, InetAddress.getLoopbackAddress(), port);
      for (int i = 0; i < 200 && process.isAlive(); i++) {
        socket.send(probe);
        try {
          socket.receive(new DatagramPacket(new byte[512], 512));
          return;
        } catch (SocketTimeoutException e) {
          // Not up yet: the next probe tells.
        }
      }
    }
    throw new IOException("no answer on port " + port + " from " + process.info());
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
