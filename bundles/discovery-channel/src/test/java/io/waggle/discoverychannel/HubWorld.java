package io.waggle.discoverychannel;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.DoubleSource;
import io.waggle.testkit.discovery.Doubles;
import io.waggle.testkit.discovery.PeerBook;
import io.waggle.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.random.RandomGeneratorFactory;

/** A hub on virtual time: lanes, timer and listeners all run when the test moves the time. */
final class HubWorld {

  static final Topic TOPIC = Topic.named("hub");
  static final PeerAddress ANN = PeerAddress.parse("192.0.2.1:1001");
  static final PeerAddress BOB = PeerAddress.parse("198.51.100.2:1002");
  static final PeerAddress CYD = PeerAddress.parse("203.0.113.3:1003");

  final VirtualTime time = new VirtualTime();
  final PeerBook book = new PeerBook();
  final Doubles doubles = new Doubles(time, time, book);
  final Metrics metrics = new Metrics();
  final Set<InetAddress> local = new HashSet<>();
  final DiscoveryHub hub;

  HubWorld() {
    this(HubSettings.defaults());
  }

  HubWorld(HubSettings settings) {
    hub =
        new DiscoveryHub(
            new HubParts(
                time,
                time,
                time,
                name -> new VirtualLane(time),
                RandomGeneratorFactory.of("L64X128MixRandom").create(7),
                local::contains,
                metrics),
            settings);
  }

  /** Calls come in order, and whoever is cancelled before its turn is dropped. */
  record VirtualLane(VirtualTime time) implements Lane {
    @Override
    public Call submit(Duration limit, Runnable call) {
      Future<?> future = time.submit(call);
      return () -> future.cancel(false);
    }

    @Override
    public void close() {
      // Nothing is kept.
    }
  }

  static Map<String, Object> properties(String id, Object... more) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("source.id", id);
    properties.put("source.kind", "double");
    for (int i = 0; i < more.length; i += 2) {
      properties.put((String) more[i], more[i + 1]);
    }
    return properties;
  }

  /** Registers a double under both interfaces, as a component with two of them is. */
  DoubleSource add(String id, DoubleSource source, Object... more) {
    hub.putFinder(source, properties(id, more));
    hub.putAnnouncer(source, properties(id, more));
    return source;
  }

  void finder(String id, PeerFinder finder, Object... more) {
    hub.putFinder(finder, properties(id, more));
  }

  void announcer(String id, PeerAnnouncer announcer, Object... more) {
    hub.putAnnouncer(announcer, properties(id, more));
  }

  void remove(DoubleSource source) {
    hub.removeFinder(source);
    hub.removeAnnouncer(source);
  }

  Join join(RecordingListener listener) {
    return hub.join(TOPIC, JoinOptions.lookupOnly(), listener);
  }

  Join join(RecordingListener listener, JoinOptions options) {
    return hub.join(TOPIC, options, listener);
  }

  void seconds(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  void millis(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  SourceReport report(String id) {
    return hub.sources().stream()
        .filter(r -> r.id().equals(new SourceId(id)))
        .findFirst()
        .orElseThrow();
  }

  long figure(String id, String name) {
    return report(id).figures().getOrDefault(name, 0L);
  }

  /** The result of a stage that must be there at this moment. */
  <T> T now(CompletionStage<T> stage) {
    time.runDue();
    var future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("not done yet");
    }
    return future.join();
  }
}
