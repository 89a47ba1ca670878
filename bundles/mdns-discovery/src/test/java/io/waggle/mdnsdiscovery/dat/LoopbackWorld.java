package io.waggle.mdnsdiscovery.dat;

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
import io.waggle.mdnsdiscovery.dnssd.DnssdSettings;
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
final class LoopbackWorld implements FinderFixture, AnnouncerFixture {

  private static final LinkFilter LOOPBACK = new LinkFilter(List.of("lo"), List.of(), true, false);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final List<DatSource> sources = new ArrayList<>();
  private final int port = freePort();
  final DatSource source = open();

  LoopbackWorld() throws IOException {}

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private DatSource open() throws IOException {
    DatSource opened =
        DatSource.open(
            new LanSettings(Mode.DAT, LOOPBACK, port, DatSettings.DEFAULT, DnssdSettings.DEFAULT),
            new Surroundings(
                "node-" + sources.size(),
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

  private DatSource other() {
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
    DatSettings dat = source.settings().dat();
    source.apply(
        new LanSettings(
            Mode.DAT,
            LOOPBACK,
            port,
            new DatSettings(
                dat.domain(),
                dat.interval().plusSeconds(1),
                dat.peersPerTopic() + 1,
                dat.peersPerHost() + 1,
                dat.packetsPerSecond() + 1),
            DnssdSettings.DEFAULT));
  }

  @Override
  public void close() {
    sources.forEach(DatSource::close);
    scheduler.shutdownNow();
  }
}
