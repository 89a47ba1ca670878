package io.waggle.kademliadht.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtValue;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.RepublishReport;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.time.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** Many announcements are renewed in one sweep, a few each by itself. */
class RenewalsTest {

  private final VirtualTime time = new VirtualTime();
  private final Network network = new Network();
  private final DhtSource source =
      new DhtSource(() -> Optional.of(network.service()), new DeadPeers(time), time);

  /** A DHT that only counts. */
  private static final class Network {
    int announced;
    boolean knowsSweeps = true;
    final List<List<DhtValue>> sweeps = new ArrayList<>();
    ObjIntConsumer<StoreReport> each;
    CompletableFuture<RepublishReport> sweep;

    DhtService service() {
      return (DhtService)
          Proxy.newProxyInstance(
              DhtService.class.getClassLoader(),
              new Class<?>[] {DhtService.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "announce" -> announce();
                    case "republish" -> republish(arguments);
                    default -> throw new AssertionError(method.getName());
                  });
    }

    private DhtOperation<StoreReport> announce() {
      announced++;
      return operation(CompletableFuture.completedFuture(stored()));
    }

    @SuppressWarnings("unchecked")
    private DhtOperation<RepublishReport> republish(Object[] arguments) {
      if (!knowsSweeps) {
        throw new UnsupportedOperationException("one at a time");
      }
      sweeps.add(List.copyOf((List<DhtValue>) arguments[0]));
      each = (ObjIntConsumer<StoreReport>) arguments[1];
      sweep = new CompletableFuture<>();
      return operation(sweep);
    }

    void settle(StoreReport report) {
      int values = sweeps.get(sweeps.size() - 1).size();
      for (int i = 0; i < values; i++) {
        each.accept(report, i);
      }
      sweep.complete(new RepublishReport(values, values, 1, 1, Duration.ZERO));
    }
  }

  private static <T> DhtOperation<T> operation(CompletableFuture<T> result) {
    return new DhtOperation<>() {
      @Override
      public CompletionStage<T> result() {
        return result;
      }

      @Override
      public void cancel() {
        result.cancel(false);
      }
    };
  }

  private static StoreReport stored() {
    DhtPeerNode node =
        new DhtPeerNode(NodeId.parse("11".repeat(20)), PeerAddress.parse("192.0.2.1:1"));
    return new StoreReport(List.of(node), 8, 0);
  }

  private List<Announcement> announcements(int count) {
    List<Announcement> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Topic topic = Topic.named("topic " + i);
      all.add(source.announce(new AnnounceRequest(topic, 1234, Optional.empty())));
    }
    return all;
  }

  private static List<Receipt> publish(List<Announcement> all) {
    return all.stream().map(each -> each.publish().toCompletableFuture().join()).toList();
  }

  /** Published and renewed often enough that they are due each ten minutes only. */
  private List<Announcement> steady(int count) {
    List<Announcement> all = announcements(count);
    publish(all);
    for (int i = 0; i < 4; i++) {
      time.advance(Duration.ofMinutes(1));
      publish(all);
      if (network.sweep != null && !network.sweep.isDone()) {
        network.settle(stored());
      }
    }
    network.announced = 0;
    network.sweeps.clear();
    time.advance(Duration.ofMinutes(11));
    return all;
  }

  @Test
  void manyGoTogetherAndTheReceiptHoldsMeanwhile() {
    List<Announcement> all = steady(100);
    List<Receipt> receipts = publish(all);
    assertThat(network.sweeps).hasSize(1);
    assertThat(network.sweeps.get(0)).hasSize(100);
    assertThat(network.announced).isZero();
    assertThat(receipts).allMatch(r -> r.validFor().compareTo(Duration.ofMinutes(15)) < 0);
    publish(all);
    assertThat(network.sweeps).as("one at a time").hasSize(1);
    network.settle(stored());
    assertThat(publish(all)).allMatch(r -> r.validFor().equals(Duration.ofMinutes(25)));
    assertThat(network.sweeps).hasSize(1);
  }

  @Test
  void aFewGoEachByItself() {
    publish(steady(Renewals.MANY - 1));
    assertThat(network.sweeps).isEmpty();
    assertThat(network.announced).isEqualTo(Renewals.MANY - 1);
  }

  @Test
  void whatNobodyHoldsIsAnnouncedAlone() {
    List<Announcement> all = steady(40);
    publish(all);
    network.settle(new StoreReport(List.of(), 8, 0));
    publish(all);
    assertThat(network.announced).isEqualTo(40);
  }

  @Test
  void aSweepThatFailsLeavesThemToThemselves() {
    List<Announcement> all = steady(40);
    publish(all);
    network.sweep.completeExceptionally(new IllegalStateException("closed"));
    publish(all);
    assertThat(network.announced).isEqualTo(40);
    time.advance(Duration.ofMinutes(11));
    publish(all);
    assertThat(network.sweeps).as("and are together again").hasSize(2);
  }

  @Test
  void aDhtWithoutSweepsIsAskedForEach() {
    List<Announcement> all = steady(40);
    network.knowsSweeps = false;
    publish(all);
    publish(all);
    assertThat(network.announced).isEqualTo(40);
  }

  @Test
  void aReceiptThatHasLapsedIsNotHandedOut() {
    List<Announcement> all = steady(40);
    publish(all);
    time.advance(Duration.ofMinutes(15));
    assertThat(publish(all)).allMatch(r -> r.validFor().equals(Duration.ofMinutes(25)));
    assertThat(network.announced).isEqualTo(40);
  }

  @Test
  void theWithdrawnAreLeftOut() {
    List<Announcement> all = steady(60);
    all.subList(0, 20).forEach(Announcement::withdraw);
    publish(all.subList(20, 60));
    assertThat(network.sweeps.get(0)).hasSize(40);
  }
}
