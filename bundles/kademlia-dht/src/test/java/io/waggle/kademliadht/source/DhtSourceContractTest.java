package io.waggle.kademliadht.source;

import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.NodeId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.driver.LocalDht;
import io.waggle.testkit.discovery.AnnouncerContract;
import io.waggle.testkit.discovery.AnnouncerFixture;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.FinderContract;
import io.waggle.testkit.discovery.FinderFixture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;

/** The source over three nodes on loopback. */
class DhtSourceContractTest {

  static final class World implements FinderFixture, AnnouncerFixture {

    private final LocalDht first;
    private final LocalDht holder;
    private final LocalDht second;
    private final DhtSource source;
    private final DhtSource observer;

    World() throws Exception {
      holder = LocalDht.open("holder", List.of());
      first = LocalDht.open("first", List.of(holder.address()));
      second = LocalDht.open("second", List.of(holder.address()));
      first.client().ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
      second.client().ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
      source = source(first);
      observer = source(second);
    }

    private static DhtSource source(LocalDht dht) {
      WaggleClock clock = WaggleClock.system();
      return new DhtSource(() -> Optional.of(dht.client()), new DeadPeers(clock), clock);
    }

    @Override
    public PeerFinder finder() {
      return source;
    }

    @Override
    public PeerAddress place(Topic topic, int port) throws Exception {
      second
          .client()
          .announce(NodeId.of(topic.wireKey()), Optional.of(port), DhtLookup.DEFAULT, p -> {})
          .result()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      return new PeerAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public PeerAnnouncer announcer() {
      return source;
    }

    @Override
    public PeerFinder observer() {
      return observer;
    }

    @Override
    public Eventually eventually() {
      return Eventually.real(Duration.ofSeconds(20));
    }

    /** Nothing of the source itself is configured but service properties. */
    @Override
    public void reconfigure() {
      first.client().status();
    }

    @Override
    public void close() {
      first.close();
      second.close();
      holder.close();
    }
  }

  @Nested
  class Finding extends FinderContract {
    @Override
    protected FinderFixture open() throws Exception {
      return new World();
    }

    @Override
    protected int instances() {
      return 3;
    }
  }

  @Nested
  class Announcing extends AnnouncerContract {
    @Override
    protected AnnouncerFixture open() throws Exception {
      return new World();
    }
  }
}
