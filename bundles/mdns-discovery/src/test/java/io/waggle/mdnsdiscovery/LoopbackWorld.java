package io.waggle.mdnsdiscovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
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
import java.util.function.UnaryOperator;

/** Sources on real sockets that meet on the loopback interface, at a port of their own. */
public final class LoopbackWorld implements FinderFixture, AnnouncerFixture {

  private static final LinkFilter LOOPBACK = new LinkFilter(List.of("lo"), List.of(), true, false);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final List<LanSource> sources = new ArrayList<>();
  private final LanDialect dialect;
  private final UnaryOperator<LanSettings> change;
  private final LanSettings settings;
  private final LanSource source;

  /**
   * With one source that is open.
   *
   * @param first what the sources begin with; interface and port are this world's
   * @param change makes other settings of those in force
   */
  public LoopbackWorld(LanDialect dialect, LanSettings first, UnaryOperator<LanSettings> change)
      throws IOException {
    this.dialect = dialect;
    this.change = change;
    this.settings = new LanSettings(first.mode(), LOOPBACK, freePort(), first.dat(), first.dnssd());
    this.source = open();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private LanSource open() throws IOException {
    LanSource opened =
        dialect.open(
            settings,
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

  private LanSource other() {
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
    source.apply(change.apply(source.settings()));
  }

  @Override
  public void close() {
    sources.forEach(LanSource::close);
    scheduler.shutdownNow();
  }
}
