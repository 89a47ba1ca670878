package io.waggle.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
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

  /** What {@code runtime/bin/waggle} sets. */
  private static final List<String> LAUNCHER = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx128m");

  private final Process process;
  private final int port;
  private final BufferedReader said;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.said = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Starts a DNS server and waits for its first answer. */
  static ServerProcess start(int port, List<String> command) throws IOException {
    return start(port, DNS_PROBE, command);
  }

  /** The command that runs a class of this module in a process of its own. */
  static List<String> java(Class<?> main, String... args) {
    return java(List.of("-XX:+UseSerialGC", "-Xmx1g"), main, args);
  }

  /** The same with the options that a node has which the launcher started. */
  static List<String> javaAsLaunched(Class<?> main, String... args) {
    return java(LAUNCHER, main, args);
  }

  private static List<String> java(List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
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
            .redirectOutput(
                command.contains(DhtProcess.class.getName())
                    ? ProcessBuilder.Redirect.PIPE
                    : ProcessBuilder.Redirect.DISCARD)
            .start();
    ServerProcess server = new ServerProcess(process, port);
    server.awaitAnswer(probe);
    return server;
  }

  /** What a {@link DhtProcess} says of its memory. */
  MemoryReading memory() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return MemoryReading.read(said.readLine());
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
