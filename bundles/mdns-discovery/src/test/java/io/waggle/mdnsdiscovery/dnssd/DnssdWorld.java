package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSettings.Mode;
import io.waggle.mdnsdiscovery.dat.DatSettings;
import io.waggle.mdnsdiscovery.jmdns.JmdnsResponders;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import io.waggle.mdnsdiscovery.link.LinkFilter;
import io.waggle.testkit.discovery.AnnouncerFixture;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.FinderFixture;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Sources on real sockets that meet on the loopback interface, at a port of their own. */
final class DnssdWorld implements FinderFixture, AnnouncerFixture {

  private static final LinkFilter LOOPBACK = new LinkFilter(List.of("lo"), List.of(), true, false);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final List<DnssdSource> sources = new ArrayList<>();
  private final int port = freePort();
  private final DnssdSource source = open();

  DnssdWorld() throws IOException {}

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private LanSettings settings(int services) {
    DnssdSettings dnssd = new DnssdSettings("", services, 1000);
    return new LanSettings(Mode.DNSSD, LOOPBACK, port, DatSettings.DEFAULT, dnssd);
  }

  private DnssdSource open() throws IOException {
    String name = "node-" + sources.size();
    DnssdSource opened =
        DnssdSource.open(
            settings(512),
            new JmdnsResponders(name, port, WaggleClock.system()),
            new Surroundings(
                name,
                WaggleClock.system(),
                new SecureRandom(),
                new Metrics(),
                InterfaceView::all,
                scheduler));
    sources.add(opened);
    return opened;
  }

  @Override
  public PeerFinder finder() {
    return source;
  }

  @Override
  public PeerAnnouncer announcer() {
    return source;
  }

  @Override
  public PeerFinder observer() {
    return other();
  }

  private DnssdSource other() {
    try {
      return sources.size() > 1 ? sources.get(1) : open();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public PeerAddress place(Topic topic, int at) {
    other().announce(new AnnounceRequest(topic, at, Optional.empty())).publish();
    return PeerAddress.parse("127.0.0.1:" + at);
  }

  @Override
  public boolean continuous() {
    return true;
  }

  @Override
  public Eventually eventually() {
    return Eventually.real(Duration.ofSeconds(20));
  }

  @Override
  public void reconfigure() {
    source.apply(settings(source.settings().dnssd().services() + 1));
  }

  @Override
  public void close() {
    sources.forEach(DnssdSource::close);
    scheduler.shutdownNow();
  }
}
