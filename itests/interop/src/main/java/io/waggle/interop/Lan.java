package io.waggle.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Hosts in network namespaces, each on one or several switches. There is no router: a host has an
 * interface and a route for each switch it is plugged into, and one for multicast where asked for.
 * Needs root and {@code iproute2}.
 */
public final class Lan implements AutoCloseable {

  private final String tag =
      Long.toString(RandomGenerator.getDefault().nextLong(36 * 36 * 36), 36)
          .toLowerCase(Locale.ROOT);

  private final List<String> namespaces = new ArrayList<>();
  private int cables;

  /** A host without any network but loopback; returns its namespace. */
  public String host(String name) {
    String namespace = "wg" + tag + name;
    SystemCommand.must("ip", "netns", "add", namespace);
    namespaces.add(namespace);
    in(namespace, "ip", "link", "set", "lo", "up");
    return namespace;
  }

  /** What is plugged in from now on has its IPv6 address at once: unchecked, not a second later. */
  public void withoutAddressDetection(String host) {
    in(host, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
  }

  /** A switch; returns its namespace. */
  public String hub(String name) {
    String namespace = host("s" + name);
    in(namespace, "ip", "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
    in(namespace, "ip", "link", "set", "br0", "up");
    return namespace;
  }

  /**
   * Puts a cable between a host and a switch.
   *
   * @param device how the host calls the interface
   * @param address IPv4, of a network of 24 bits unless it says so
   * @return the switch's end of it
   */
  public String plug(String host, String hub, String device, String address) {
    String port = "p" + cables++;
    SystemCommand.must(
        "ip", "link", "add", device, "netns", host, "type", "veth", "peer", port, "netns", hub);
    in(hub, "ip", "link", "set", port, "master", "br0");
    in(hub, "ip", "link", "set", port, "up");
    String network = address.contains("/") ? address : address + "/24";
    in(host, "ip", "addr", "add", network, "dev", device);
    in(host, "ip", "link", "set", device, "up");
    return port;
  }

  /** The switch passes nothing from any of these ends of cables to another of them. */
  public void keepApart(String hub, String... ports) {
    for (String port : ports) {
      in(hub, "ip", "link", "set", "dev", port, "type", "bridge_slave", "isolated", "on");
    }
  }

  /** What the published peers cannot do without: the interface that multicast leaves by. */
  public void routeMulticast(String host, String device) {
    in(host, "ip", "route", "add", "224.0.0.0/4", "dev", device);
  }

  /** Pulls the interface out of the host for good. */
  public void unplug(String host, String device) {
    in(host, "ip", "link", "del", device);
  }

  /** Leaves an interface only the address of its link. */
  public void withoutIpv4(String host, String device) {
    in(host, "ip", "-4", "addr", "flush", "dev", device);
  }

  /** What a command in a namespace begins with. */
  public static List<String> prefix(String host) {
    return List.of("ip", "netns", "exec", host);
  }

  private static void in(String host, String... command) {
    List<String> whole = new ArrayList<>(prefix(host));
    whole.addAll(List.of(command));
    SystemCommand.must(whole);
  }

  @Override
  public void close() {
    namespaces.forEach(each -> SystemCommand.complaint("ip", "netns", "del", each));
  }
}
