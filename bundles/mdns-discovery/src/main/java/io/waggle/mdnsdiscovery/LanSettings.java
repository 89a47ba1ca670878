package io.waggle.mdnsdiscovery;

import io.waggle.mdnsdiscovery.dat.DatSettings;
import io.waggle.mdnsdiscovery.dnssd.DnssdSettings;
import io.waggle.mdnsdiscovery.link.LinkFilter;

/**
 * How the source works.
 *
 * @param mode which dialect; another one makes another source
 * @param filter which interfaces; can be changed while it runs
 * @param port of the groups, 5353; another one makes another source
 * @param dat the dialect of Dat; can be changed while it runs
 * @param dnssd DNS-SD; can be changed while it runs
 */
public record LanSettings(
    Mode mode, LinkFilter filter, int port, DatSettings dat, DnssdSettings dnssd) {

  /** The port of multicast DNS. */
  public static final int PORT = 5353;

  /** Which dialect is spoken. */
  public enum Mode {
    /** That of npm's dns-discovery. */
    DAT,
    /** DNS service discovery (RFC 6763), that of avahi and Bonjour. */
    DNSSD
  }

  /** Dat's dialect on every interface. */
  public static final LanSettings DEFAULT =
      new LanSettings(Mode.DAT, LinkFilter.ANY, PORT, DatSettings.DEFAULT, DnssdSettings.DEFAULT);

  /** Whether a source with the one can take over the other. */
  public boolean sameSource(LanSettings other) {
    return mode == other.mode && port == other.port;
  }
}
