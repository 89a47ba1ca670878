package io.waggle.discoverychannel;

import static io.waggle.discoverychannel.HubWorld.ANN;
import static io.waggle.discoverychannel.HubWorld.TOPIC;
import static io.waggle.discoverychannel.HubWorld.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.testkit.discovery.DoubleSource;
import io.waggle.testkit.discovery.Doubles;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.discovery.PeerBook;
import io.waggle.testkit.discovery.Resources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What virtual time cannot show: real lanes, real interruptions, nothing left over. */
class RealThreadsTest {

  private final Eventually eventually = Eventually.real(Duration.ofSeconds(20));
  private final Resources before = Resources.now();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final PeerBook book = new PeerBook().add(TOPIC, ANN);
  private final Doubles doubles = new Doubles(timer, WaggleClock.system(), book);
  private final HubThreads threads = new HubThreads();
  private final DiscoveryHub hub =
      new DiscoveryHub(threads.parts(WaggleClock.system(), new Metrics()), HubSettings.defaults());
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void close() {
    hub.close();
    threads.close();
    timer.shutdownNow();
    eventually.until(
        "no thread is left, only idle listeners that end by themselves",
        () ->
            Resources.now().threads().stream()
                .filter(name -> !name.startsWith("waggle-discovery-listener"))
                .allMatch(before.threads()::contains));
  }

  private DoubleSource add(String id, DoubleSource source, Object... more) {
    hub.putFinder(source, properties(id, more));
    hub.putAnnouncer(source, properties(id, more));
    return source;
  }

  @Test
  void hostileSourcesHoldUpNobody() {
    add("blocking", doubles.blocking(), "source.timeout", 300);
    add("hanging", doubles.hanging(), "source.timeout", 300);
    add("throwing", doubles.throwing());
    add("failing", doubles.failing(SourceFault.Code.REFUSED, Optional.empty()));
    add("lying", doubles.lying());
    add("fast", doubles.fast());
    Join join = hub.join(TOPIC, JoinOptions.both(4000), listener);
    eventually.until("flushed", () -> join.flushed().toCompletableFuture().isDone());
    assertThat(join.outcome().errors().keySet())
        .extracting(SourceId::value)
        .contains("blocking", "hanging", "throwing", "failing", "lying");
    assertThat(join.sightings()).anySatisfy(s -> assertThat(s.address()).isEqualTo(ANN));
    assertThat(hub.sources()).hasSize(6);
  }

  @Test
  void aBlockedCallIsInterruptedWhenItsJoinIsClosed() {
    DoubleSource blocking = add("blocking", doubles.blocking());
    Join join = hub.join(TOPIC, JoinOptions.lookupOnly(), listener);
    eventually.until("it is asked", () -> blocking.requests().size() == 1);
    join.close();
    hub.join(Topic.named("next"), JoinOptions.lookupOnly(), listener);
    eventually.until("its lane is free again", () -> blocking.requests().size() == 2);
  }

  @Test
  void noCallbackAfterCloseOfASourceThatNeverStopsTalking() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      add("chatty-" + i, doubles.chatty(calls));
    }
    for (int i = 0; i < 30; i++) {
      AtomicInteger heard = new AtomicInteger();
      AtomicReference<Boolean> late = new AtomicReference<>(false);
      Join join = hub.join(TOPIC, JoinOptions.lookupOnly(), counting(heard, late));
      eventually.until("it hears something", () -> heard.get() > 2);
      join.close();
      late.set(true);
      int told = calls.get();
      eventually.until("the sources go on", () -> calls.get() > told + 20);
      assertThat(late.get()).as("no callback after close").isTrue();
    }
  }

  /** Clears the flag if it is called while the flag is up. */
  private static SightingListener counting(AtomicInteger heard, AtomicReference<Boolean> late) {
    return new SightingListener() {
      @Override
      public void found(Sighting sighting) {
        heard.incrementAndGet();
        late.set(false);
      }
    };
  }

  @Test
  void aListenerThatBlocksHoldsUpItselfOnlyAndItsBacklogIsMerged() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    DoubleSource open = add("open", doubles.continuous(), "source.timeout", 0);
    AtomicInteger heard = new AtomicInteger();
    hub.addListener(
        new SightingListener() {
          @Override
          public void found(Sighting sighting) {
            heard.incrementAndGet();
            try {
              gate.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    hub.join(TOPIC, JoinOptions.lookupOnly(), listener);
    eventually.until("the other listener hears", () -> !listener.take().isEmpty());
    for (int i = 0; i < 1000; i++) {
      open.sink().lost(ANN);
      open.sink().found(ANN, io.waggle.api.discovery.spi.FoundMeta.validFor(Duration.ofMinutes(1)));
    }
    gate.countDown();
    eventually.settle();
    assertThat(heard).hasValue(1);
  }

  @Test
  void manyJoinsComeAndGoFromManyThreads() throws Exception {
    DoubleSource fast = add("fast", doubles.fast());
    Thread[] users = new Thread[4];
    for (int t = 0; t < users.length; t++) {
      String name = "topic " + t % 2;
      users[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  hub.join(Topic.named(name), JoinOptions.both(4000), listener).close();
                }
              });
      users[t].start();
    }
    for (Thread user : users) {
      user.join();
    }
    eventually.until("all rounds are closed", () -> fast.openRounds() == 0);
    assertThat(hub.joins()).isEmpty();
    eventually.until("all is withdrawn", () -> book.at(Topic.named("topic 0")).isEmpty());
  }
}
