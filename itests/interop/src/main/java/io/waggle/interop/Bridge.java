package io.waggle.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Hosts in network namespaces around bridges, without any router; each interface has an IPv4
 * address and an IPv6 one of link-local scope. Needs root and {@code iproute2}.
 */
public final class Bridge implements AutoCloseable {

  private final String tag =
      HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());

  private final List<String> namespaces = new ArrayList<>();
  private final String middle = host("m");
  private int cables;

  /** A host without any network but loopback; returns its namespace. */
  public String host(String name) {
    String namespace = "wgd" + tag + name;
    run("ip", "netns", "add", namespace);
    namespaces.add(namespace);
    run("ip", "-n", namespace, "link", "set", "lo", "up");
    return namespace;
  }

  /** Plugs a host into a bridge; returns its address. */
  public String plug(String host, int bridge) {
    int cable = cables++;
    String bridgeName = "br" + bridge;
    String address = "10.79." + bridge + "." + (cable + 1);
    if (cable == 0 || !run("ip", "-n", middle, "link", "show", bridgeName).isEmpty()) {
      run("ip", "-n", middle, "link", "add", bridgeName, "type", "bridge", "mcast_snooping", "0");
      run("ip", "-n", middle, "link", "set", bridgeName, "up");
    }
    String device = "lan" + cable;
    String port = "p" + cable;
    must("ip", "link", "add", device, "netns", host, "type", "veth", "peer", port, "netns", middle);
    must("ip", "-n", middle, "link", "set", port, "master", bridgeName, "up");
    must("ip", "-n", host, "addr", "add", address + "/24", "dev", device);
    // Without it the link-local address is tentative for a second.
    run("ip", "netns", "exec", host, "sysctl", "-qw", "net.ipv6.conf." + device + ".accept_dad=0");
    must("ip", "-n", host, "link", "set", device, "up");
    return address;
  }

  @Override
  public void close() {
    namespaces.forEach(each -> run("ip", "netns", "del", each));
  }

  private static void must(String... command) {
    String refused = run(command);
    if (!refused.isEmpty()) {
      throw new IllegalStateException(String.join(" ", command) + ": " + refused);
    }
  }

  /** Runs a command; what it complained of, or an empty text. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean done = process.waitFor(20, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? "" : "failed " + output.strip();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
