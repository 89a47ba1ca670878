package io.waggle.mdnsdiscovery.dnssd;

/**
 * How DNS-SD is spoken.
 *
 * @param name what the node's services are called; empty for {@code waggle-} and random digits. It
 *     holds for what is announced from then on
 * @param services how many instances are known at most on a link, 1 to 10000
 * @param packetsPerSecond how many packets of one sender are read in the long run
 */
public record DnssdSettings(String name, int services, int packetsPerSecond) {

  /** Longer names leave no room for the port and a number within the 63 bytes of a label. */
  public static final int LONGEST_NAME = 40;

  /** A random name, 512 instances, 200 packets. */
  public static final DnssdSettings DEFAULT = new DnssdSettings("", 512, 200);

  /** Checks the name. */
  public DnssdSettings {
    if (name.length() > LONGEST_NAME || !name.matches("[A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "'name' has letters, digits and '-' only, at most " + LONGEST_NAME + ": '" + name + "'");
    }
  }
}
