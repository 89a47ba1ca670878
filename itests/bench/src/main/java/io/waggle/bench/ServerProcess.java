package io.waggle.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server under test in a process of its own, pinned to one core. */
final class ServerProcess implements AutoCloseable {

  private static final String CORE = "1";
  private static final byte[] DNS_PROBE = {
    0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'd', 'a', 't', 5, 'l', 'o', 'c', 'a', 'l', 0, 0, 16, 0, 1
  };

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a DNS server and waits for its first answer. */
  static ServerProcess start(int port, List<String> command) throws IOException {
    return start(port, DNS_PROBE, command);
  }

  /** The command that runs a class of this module in a process of its own. */
  static List<String> java(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    return command;
  }

  /** Starts it and waits for its first answer to a probe. */
  static ServerProcess start(int port, byte[] probe, List<String> command) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CORE));
    pinned.addAll(command);
    Process process =
        new ProcessBuilder(pinned)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    ServerProcess server = new ServerProcess(process, port);
    server.awaitAnswer(probe);
    return server;
  }

  private void awaitAnswer(byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(100);
      DatagramPacket probe =
          new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port);
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

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
