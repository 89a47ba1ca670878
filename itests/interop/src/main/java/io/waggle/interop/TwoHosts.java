package io.waggle.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces joined by a cable: hosts {@code A} and {@code B} with an IPv4 and an IPv6
 * address each, a loopback of their own and no other network. Needs root and {@code iproute2}.
 */
public final class TwoHosts implements AutoCloseable {

  /** The addresses of host A. */
  public static final String A4 = "10.77.0.1";

  /** The addresses of host B. */
  public static final String B4 = "10.77.0.2";

  /** The IPv6 address of host A. */
  public static final String A6 = "fd00:77::1";

  /** The IPv6 address of host B. */
  public static final String B6 = "fd00:77::2";

  private final String tag;

  private TwoHosts(String tag) {
    this.tag = tag;
  }

  /** Why this machine cannot have namespaces; empty when it can. */
  public static String unavailable() {
    String probe = "wgprobe" + ProcessHandle.current().pid();
    String refused = SystemCommand.complaint("ip", "netns", "add", probe);
    SystemCommand.complaint("ip", "netns", "del", probe);
    return refused.isEmpty() ? "" : "network namespaces are refused: " + refused;
  }

  /** Builds the two hosts. */
  public static TwoHosts up() {
    TwoHosts hosts = new TwoHosts(Long.toString(ProcessHandle.current().pid() % 100_000, 36));
    hosts.close();
    String a = hosts.a();
    String b = hosts.b();
    SystemCommand.must("ip", "netns", "add", a);
    SystemCommand.must("ip", "netns", "add", b);
    SystemCommand.must(
        "ip", "link", "add", "v" + a, "netns", a, "type", "veth", "peer", "v" + b, "netns", b);
    configure(a, A4, A6);
    configure(b, B4, B6);
    return hosts;
  }

  private static void configure(String host, String ipv4, String ipv6) {
    in(host, "ip", "addr", "add", ipv4 + "/24", "dev", "v" + host);
    // Without nodad the address is tentative for a second and nothing can be bound to it.
    in(host, "ip", "addr", "add", ipv6 + "/64", "dev", "v" + host, "nodad");
    in(host, "ip", "link", "set", "v" + host, "up");
    in(host, "ip", "link", "set", "lo", "up");
  }

  private static void in(String host, String... command) {
    List<String> whole = new ArrayList<>(Lan.prefix(host));
    whole.addAll(List.of(command));
    SystemCommand.must(whole);
  }

  /** The name of the first namespace. */
  public String a() {
    return "wgA" + tag;
  }

  /** The name of the second namespace. */
  public String b() {
    return "wgB" + tag;
  }

  /** Cuts the cable, or mends it. */
  public void cable(boolean plugged) {
    in(a(), "ip", "link", "set", "v" + a(), plugged ? "up" : "down");
  }

  @Override
  public void close() {
    SystemCommand.complaint("ip", "netns", "del", a());
    SystemCommand.complaint("ip", "netns", "del", b());
  }
}
