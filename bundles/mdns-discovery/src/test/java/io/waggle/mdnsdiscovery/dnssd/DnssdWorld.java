package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSettings.Mode;
import io.waggle.mdnsdiscovery.LoopbackWorld;
import io.waggle.mdnsdiscovery.dat.DatSettings;
import io.waggle.mdnsdiscovery.jmdns.JmdnsResponders;
import io.waggle.mdnsdiscovery.link.LinkFilter;
import java.io.IOException;

/** Sources that speak DNS-SD by JmDNS on the loopback interface. */
final class DnssdWorld {

  private DnssdWorld() {}

  static LoopbackWorld open() throws IOException {
    LanSettings first = settings(LinkFilter.ANY, LanSettings.PORT, 512);
    return new LoopbackWorld(DnssdWorld::source, first, DnssdWorld::changed);
  }

  private static LanSettings settings(LinkFilter filter, int port, int services) {
    DnssdSettings dnssd = new DnssdSettings("", services, 1000);
    return new LanSettings(Mode.DNSSD, filter, port, DatSettings.DEFAULT, dnssd);
  }

  private static LanSettings changed(LanSettings old) {
    return settings(old.filter(), old.port(), old.dnssd().services() + 1);
  }

  private static DnssdSource source(LanSettings settings, Surroundings with) throws IOException {
    JmdnsResponders responders = new JmdnsResponders(with.name(), settings.port(), with.clock());
    return DnssdSource.open(settings, responders, with);
  }
}
