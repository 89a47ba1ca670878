package io.waggle.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One UDP socket for uTP and the DNS source of a one-shot command, on the port of its swarm: so a
 * NAT shows one port for both, and holes can be punched. The port has to be known before the start,
 * as three bundles must agree on it.
 */
final class SharedPort {

  private static final String NAME = "command";
  private static final int ATTEMPTS = 20;

  private SharedPort() {}

  /** Shares a socket if the swarm speaks uTP, as it does unless told not to, and asks DNS. */
  static void apply(Settings settings) {
    Map<String, Object> swarm = settings.values(Pids.SWARM);
    List<String> sources =
        List.of(Pids.DNS, Pids.DNS_LOCAL).stream()
            .filter(pid -> !settings.values(pid).isEmpty())
            .toList();
    if (!speaksUtp(swarm) || sources.isEmpty()) {
      return;
    }
    int wanted = Integer.parseInt(String.valueOf(swarm.getOrDefault("port", 0)));
    boolean another = Boolean.parseBoolean(String.valueOf(swarm.get("port.fallback")));
    int port = wanted == 0 || (another && !isFree(wanted)) ? free() : wanted;
    settings
        .set(Pids.SWARM, "port", port)
        .set(Pids.UDP, "udp.name", NAME)
        .set(Pids.UDP, "port", port)
        .set(Pids.UTP, "udp", NAME);
    sources.forEach(pid -> settings.set(pid, "udp", NAME));
  }

  private static boolean speaksUtp(Map<String, Object> swarm) {
    return !swarm.isEmpty()
        && (!(swarm.get("transports") instanceof String[] names)
            || Arrays.asList(names).contains("utp"));
  }

  /** A port that is free for TCP and UDP at this moment; 0 if none was found. */
  static int free() {
    int port = 0;
    for (int i = 0; i < ATTEMPTS && port == 0; i++) {
      port = tryPort(0);
    }
    return port;
  }

  private static boolean isFree(int port) {
    return tryPort(port) == port;
  }

  /** The port if TCP and UDP could have it; 0 if one of them can't. */
  private static int tryPort(int port) {
    try (ServerSocket tcp = new ServerSocket(port);
        DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
      return udp.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }
}
