package io.waggle.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What several tests need of their surroundings. */
final class Peers {

  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  private Peers() {}

  /** Skips the test, and prints why, where the npm peers cannot run. */
  static void assumeNode() {
    assume(NodePeer.unavailable());
  }

  /** Skips the test, and prints why, unless the reason is empty. */
  static void assume(String reason) {
    if (!reason.isEmpty()) {
      System.out.println("SKIPPED: " + reason);
    }
    assumeTrue(reason.isEmpty(), reason);
  }

  /** A UDP port that is free at this moment. */
  static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Random bytes in hex: a topic or an id no other test has. */
  static String hex(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
