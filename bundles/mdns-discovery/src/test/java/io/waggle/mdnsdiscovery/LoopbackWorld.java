package io.waggle.mdnsdiscovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import io.waggle.mdnsdiscovery.link.LinkFilter;
import io.waggle.testkit.discovery.SocketWorld;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Sources that meet on the loopback interface, at a port of their own. */
public final class LoopbackWorld extends SocketWorld<LanSource> {

  private static final LinkFilter LOOPBACK = new LinkFilter(List.of("lo"), List.of(), true, false);

  private final LanDialect dialect;
  private final UnaryOperator<LanSettings> change;
  private final LanSettings settings;

  /**
   * With one source that is open.
   *
   * @param first what the sources begin with; interface and port are this world's
   * @param change makes other settings of those in force
   */
  public LoopbackWorld(LanDialect dialect, LanSettings first, UnaryOperator<LanSettings> change)
      throws IOException {
    super(LanSource::close);
    this.dialect = dialect;
    this.change = change;
    this.settings = new LanSettings(first.mode(), LOOPBACK, freePort(), first.dat(), first.dnssd());
    source();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  protected LanSource open(int number) throws IOException {
    return dialect.open(
        settings,
        new Surroundings(
            "node-" + number,
            WaggleClock.system(),
            new SecureRandom(),
            new Metrics(),
            InterfaceView::all,
            scheduler()));
  }

  @Override
  public PeerAddress place(Topic topic, int at) {
    other().announce(new AnnounceRequest(topic, at, Optional.empty())).publish();
    return PeerAddress.parse("127.0.0.1:" + at);
  }

  @Override
  public void reconfigure() {
    source().apply(change.apply(source().settings()));
  }
}
