package io.waggle.testkit.discovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A well-behaved double, held against the contracts to hold the contracts against it. */
record DoubleFixture(
    ScheduledExecutorService timer,
    DoubleSource source,
    PeerBook book,
    Eventually eventually,
    boolean continuous)
    implements FinderFixture, AnnouncerFixture {

  static DoubleFixture virtual(Function<Doubles, DoubleSource> kind) {
    VirtualTime time = new VirtualTime();
    PeerBook book = new PeerBook();
    return new DoubleFixture(
        time, kind.apply(new Doubles(time, time, book)), book, Eventually.virtual(time), false);
  }

  static DoubleFixture real(Function<Doubles, DoubleSource> kind) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    PeerBook book = new PeerBook();
    return new DoubleFixture(
        timer,
        kind.apply(new Doubles(timer, WaggleClock.system(), book)),
        book,
        Eventually.real(Duration.ofSeconds(10)),
        false);
  }

  DoubleFixture settling() {
    return new DoubleFixture(timer, source, book, eventually, true);
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
    return source;
  }

  @Override
  public PeerAddress place(Topic topic, int port) {
    PeerAddress address = PeerAddress.parse("192.0.2.1:" + port);
    book.add(topic, address);
    return address;
  }

  @Override
  public void reconfigure() {
    source.says(source.status().state(), "changed");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
