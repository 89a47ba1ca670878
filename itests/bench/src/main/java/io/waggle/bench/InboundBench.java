package io.waggle.bench;

import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.interop.OurNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A thousand peers dial one node, several times over: does the limit hold, and is everything given
 * back afterwards? Prints connections, heap after a collection, sockets and threads after each
 * wave.
 */
final class InboundBench {

  private static final int PEERS = 1000;
  private static final int LIMIT = 600;

  private final PrintStream out;
  private final int waves;
  private final RandomGenerator random = RandomGenerator.getDefault();

  InboundBench(PrintStream out, int waves) {
    this.out = out;
    this.waves = waves;
  }

  void run() throws IOException {
    try (OurNode node = OurNode.builder().maxConnections(LIMIT).quiet().start()) {
      node.join("00".repeat(20), SwarmJoinOptions.BOTH);
      out.printf("%d inbound peers a wave, limit %d%n", PEERS, LIMIT);
      print("before", node);
      for (int wave = 1; wave <= waves; wave++) {
        wave(node, wave);
      }
    }
  }

  private void wave(OurNode node, int number) throws IOException {
    List<Socket> peers = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      peers.add(dial(node.port()));
    }
    int kept = 0;
    for (Socket peer : peers) {
      kept += greeted(peer) ? 1 : 0;
    }
    node.awaitConnections(count -> count <= LIMIT);
    print("wave " + number + ", " + kept + " greeted", node);
    for (Socket peer : peers) {
      peer.close();
    }
    node.awaitConnections(count -> count == 0);
    print("wave " + number + ", over", node);
  }

  private Socket dial(int port) throws IOException {
    byte[] hello = new byte[33];
    random.nextBytes(hello);
    hello[0] = 32;
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(10_000);
    try {
      socket.getOutputStream().write(hello);
    } catch (IOException e) {
      // already turned away
    }
    return socket;
  }

  private static boolean greeted(Socket peer) {
    try {
      InputStream in = peer.getInputStream();
      return in.readNBytes(33).length == 33;
    } catch (IOException e) {
      return false;
    }
  }

  private void print(String what, OurNode node) throws IOException {
    System.gc();
    long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    out.printf(
        "%-28s  connections %4d  heap %6.2f MiB  sockets %4d  threads %d%n",
        what,
        node.swarm().connections().size(),
        heap / 1048576.0,
        sockets(),
        Thread.getAllStackTraces().size());
  }

  private static long sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(InboundBench::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
