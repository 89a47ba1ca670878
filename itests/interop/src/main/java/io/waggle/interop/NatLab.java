package io.waggle.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An internet of namespaces, built by {@code natlab.sh}: hosts A and B, each behind a NAT of its
 * own, and two servers that both can reach. Needs root, {@code iproute2} and {@code nftables}.
 */
public final class NatLab implements AutoCloseable {

  /** How a NAT maps. */
  public enum Kind {
    /** One external port for all destinations, where it can the host's own. */
    CONE,
    /** Another external port for each destination. */
    SYMMETRIC;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The addresses of the two servers. */
  public static final List<String> SERVERS = List.of("45.45.45.2", "45.45.45.3");

  /** More addresses of the second server, each of another /16. */
  public static final List<String> WIDE =
      List.of("46.46.46.2", "47.47.47.2", "48.48.48.2", "49.49.49.2", "50.50.50.2");

  /** What the servers see of host A. */
  public static final String NAT_A = "45.45.45.11";

  /** What the servers see of host B. */
  public static final String NAT_B = "45.45.45.12";

  private final String tag;

  private NatLab(String tag) {
    this.tag = tag;
  }

  /** Why this machine cannot have the lab; empty when it can. */
  public static String unavailable() {
    if (!NodePeer.works("nft", "--version")) {
      return "no nft (nftables)";
    }
    String namespaces = TwoHosts.unavailable();
    if (!namespaces.isEmpty()) {
      return namespaces;
    }
    try (NatLab probe = new NatLab(randomTag())) {
      return probe.run("up", Kind.CONE.word(), Kind.CONE.word());
    }
  }

  /** Builds the lab with these NATs before host A and host B. */
  public static NatLab up(Kind a, Kind b) {
    NatLab lab = new NatLab(randomTag());
    String refused = lab.run("up", a.word(), b.word());
    if (!refused.isEmpty()) {
      lab.close();
      throw new IllegalStateException(refused);
    }
    return lab;
  }

  /** Interfaces have names of 15 characters at most, and other tests have labs of their own. */
  private static String randomTag() {
    return Integer.toString(RandomGenerator.getDefault().nextInt(36 * 36 * 36 * 36), 36);
  }

  /** The namespace of host A. */
  public String hostA() {
    return "wgHA" + tag;
  }

  /** The namespace of host B. */
  public String hostB() {
    return "wgHB" + tag;
  }

  /** The namespaces of the servers, in the order of {@link #SERVERS}. */
  public List<String> servers() {
    return List.of("wgSV" + tag, "wgSW" + tag);
  }

  @Override
  public void close() {
    run("down");
  }

  /** Runs the script; what it complained of, or an empty text. */
  private String run(String verb, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script().toString(), verb, tag));
    command.addAll(List.of(arguments));
    String refused = SystemCommand.complaint(command);
    return refused.isEmpty() ? "" : "no NATs: " + refused;
  }

  private static Path script() {
    return NodePeer.directory().resolveSibling("natlab.sh");
  }
}
