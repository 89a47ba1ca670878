package io.waggle.api.net;

import java.util.Collection;

/** What a NAT before us does to the port of a UDP socket (RFC 4787 §4.1). */
public enum NatMapping {
  /** Too few have told how they see us. */
  UNKNOWN(
      "not known yet: it takes two discovery servers, or four DHT nodes, that tell how they see us"),

  /** There is none: others see an address of this machine. */
  OPEN("none: others see an address of this machine"),

  /** All destinations see one address and port, so that holes can be punched. */
  ENDPOINT_INDEPENDENT("endpoint-independent: all see one port, so that holes can be punched"),

  /** Every destination sees another port: nobody can be told where to find us. */
  ENDPOINT_DEPENDENT("symmetric: every destination sees another port");

  private final String meaning;

  NatMapping(String meaning) {
    this.meaning = meaning;
  }

  /** For a person. */
  public String meaning() {
    return meaning;
  }

  /** Of several sockets behind one NAT: the least favourable that is known. */
  public NatMapping and(NatMapping other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * What the NAT must be if one socket was seen so.
   *
   * @param seen how different observers saw one socket, of one address family
   * @param own addresses of this machine
   */
  public static NatMapping of(Collection<SeenAs> seen, Collection<java.net.InetAddress> own) {
    if (seen.stream().anyMatch(s -> own.contains(s.us().host()))) {
      return OPEN;
    }
    long observers = seen.stream().map(s -> s.observer().host()).distinct().count();
    if (observers < 2) {
      return UNKNOWN;
    }
    long faces = seen.stream().map(SeenAs::us).distinct().count();
    return faces == 1 ? ENDPOINT_INDEPENDENT : ENDPOINT_DEPENDENT;
  }
}
