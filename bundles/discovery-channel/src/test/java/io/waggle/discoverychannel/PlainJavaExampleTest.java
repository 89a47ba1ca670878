package io.waggle.discoverychannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The hub with {@code new}: no framework, no configuration, a source of one's own. */
class PlainJavaExampleTest {

  /** A whole source: it knows one peer of every topic. */
  private static final class NextDoor implements PeerFinder {
    @Override
    public Round find(FindRequest request, FindSink sink) {
      sink.found(PeerAddress.parse("192.168.1.2:3282"), FoundMeta.validFor(Duration.ofMinutes(5)));
      sink.done(Optional.empty());
      return () -> {};
    }

    @Override
    public SourceStatus status() {
      return SourceStatus.of(SourceState.UP, "", WaggleClock.system().instant());
    }
  }

  @Test
  void aMainWithoutOsgi() throws Exception {
    CompletableFuture<PeerAddress> first = new CompletableFuture<>();
    SightingListener listener =
        new SightingListener() {
          @Override
          public void found(Sighting sighting) {
            first.complete(sighting.address());
          }
        };
    try (HubThreads threads = new HubThreads();
        DiscoveryHub hub =
            new DiscoveryHub(
                threads.parts(WaggleClock.system(), new Metrics()), HubSettings.defaults())) {
      hub.putFinder(new NextDoor(), Map.of("source.id", "next-door", "source.trust", "LOCAL"));
      try (Join join = hub.join(Topic.named("hello"), JoinOptions.lookupOnly(), listener)) {
        assertThat(first.get(10, TimeUnit.SECONDS))
            .isEqualTo(PeerAddress.parse("192.168.1.2:3282"));
        assertThat(join.outcome().peers()).isEqualTo(1);
      }
    }
  }
}
