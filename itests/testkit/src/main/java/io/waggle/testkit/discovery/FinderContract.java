package io.waggle.testkit.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the hub relies on in a {@code PeerFinder}. A source's test extends this and says how. */
public abstract class FinderContract {

  private static final int MANY = 1000;
  private static final Topic TOPIC = Topic.named("finder contract");
  private static final Topic OTHER = Topic.named("finder contract, another topic");

  private FinderFixture fixture;

  /** A fresh source in a fresh world. */
  protected abstract FinderFixture open() throws Exception;

  /** How many sources are opened and closed in search of leaks; fewer where one is costly. */
  protected int instances() {
    return 20;
  }

  @BeforeEach
  final void openFixture() throws Exception {
    fixture = open();
  }

  @AfterEach
  final void closeFixture() throws Exception {
    fixture.close();
  }

  private Round find(Topic topic, FindSink sink) throws SourceException {
    return fixture.finder().find(new FindRequest(topic, 100, Urgency.NOW), sink);
  }

  private void untilFound(RecordingSink sink, Set<PeerAddress> peers) {
    fixture
        .eventually()
        .until("all of " + peers + " are found", () -> sink.found().containsAll(peers));
  }

  private void untilEnded(RecordingSink sink) {
    if (fixture.continuous()) {
      fixture.eventually().until("the round settles", sink::hasSettled);
    } else {
      fixture.eventually().until("the round ends", sink::ended);
    }
  }

  @Test
  protected void resultsComeBeforeTheEndAndTheEndComesOnce() throws Exception {
    Set<PeerAddress> peers = Set.of(fixture.place(TOPIC, 5001), fixture.place(TOPIC, 5002));
    RecordingSink sink = new RecordingSink();
    try (Round round = find(TOPIC, sink)) {
      assertThat(round).isNotNull();
      untilFound(sink, peers);
      untilEnded(sink);
      fixture.eventually().settle();
    }
    assertThat(sink.found()).containsExactlyInAnyOrderElementsOf(peers);
    List<RecordingSink.Kind> kinds = sink.calls().stream().map(RecordingSink.Call::kind).toList();
    assertThat(kinds).doesNotContain(RecordingSink.Kind.FAILED);
    if (fixture.continuous()) {
      assertThat(kinds)
          .contains(RecordingSink.Kind.SETTLED)
          .doesNotContain(RecordingSink.Kind.DONE);
    } else {
      assertThat(kinds.indexOf(RecordingSink.Kind.DONE)).isEqualTo(kinds.size() - 1);
    }
  }

  @Test
  protected void aTopicWithoutPeersIsNoError() throws Exception {
    RecordingSink sink = new RecordingSink();
    try (Round round = find(TOPIC, sink)) {
      assertThat(round).isNotNull();
      untilEnded(sink);
    }
    assertThat(sink.found()).isEmpty();
    assertThat(sink.calls()).noneMatch(call -> call.kind() == RecordingSink.Kind.FAILED);
  }

  @Test
  protected void closedMeansSilentAndClosingTwiceIsFine() throws Exception {
    fixture.place(TOPIC, 5001);
    RecordingSink sink = new RecordingSink();
    Round round = find(TOPIC, sink);
    sink.shut();
    round.close();
    round.close();
    fixture.eventually().settle();
    int calls = sink.calls().size();
    fixture.place(TOPIC, 5002);
    fixture.eventually().settle();
    assertThat(sink.calls()).as("calls after close").hasSize(calls);
  }

  @Test
  protected void aRoundMayBeClosedFromInsideItsCallback() throws Exception {
    Set<PeerAddress> peers = Set.of(fixture.place(TOPIC, 5001));
    CompletableFuture<Round> handle = new CompletableFuture<>();
    CountDownLatch closed = new CountDownLatch(1);
    RecordingSink sink = new RecordingSink();
    sink.whenFound(
        address -> {
          sink.shut();
          handle.thenAccept(Round::close).thenRun(closed::countDown);
        });
    handle.complete(find(TOPIC, sink));
    fixture.eventually().until("closed inside found", () -> closed.getCount() == 0);
    fixture.eventually().settle();
    assertThat(sink.calls()).noneMatch(call -> call.kind() == RecordingSink.Kind.FAILED);
    findsStill(peers);
  }

  @Test
  protected void aSinkThatIsShutBeforeFindReturnsIsLeftAlone() throws Exception {
    Set<PeerAddress> peers = Set.of(fixture.place(TOPIC, 5001));
    RecordingSink sink = new RecordingSink().shut();
    assertThatCode(() -> find(TOPIC, sink).close()).doesNotThrowAnyException();
    fixture.eventually().settle();
    int calls = sink.calls().size();
    fixture.eventually().settle();
    assertThat(sink.calls()).hasSize(calls);
    findsStill(peers);
  }

  private void findsStill(Set<PeerAddress> peers) throws Exception {
    RecordingSink sink = new RecordingSink();
    try (Round round = find(TOPIC, sink)) {
      assertThat(round).isNotNull();
      untilFound(sink, peers);
      untilEnded(sink);
    }
  }

  @Test
  protected void twoTopicsDoNotMix() throws Exception {
    Set<PeerAddress> here = Set.of(fixture.place(TOPIC, 5001), fixture.place(TOPIC, 5002));
    Set<PeerAddress> there = Set.of(fixture.place(OTHER, 6001));
    RecordingSink one = new RecordingSink();
    RecordingSink two = new RecordingSink();
    try (Round first = find(TOPIC, one);
        Round second = find(OTHER, two)) {
      assertThat(first).isNotSameAs(second);
      untilFound(one, here);
      untilFound(two, there);
      untilEnded(one);
      untilEnded(two);
    }
    assertThat(one.found()).containsExactlyInAnyOrderElementsOf(here);
    assertThat(two.found()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  protected void statusNeverWaitsNotEvenWhileTheSinkIsBusy() throws Exception {
    fixture.place(TOPIC, 5001);
    CompletableFuture<SourceState> seen = new CompletableFuture<>();
    RecordingSink sink =
        new RecordingSink()
            .whenFound(
                address ->
                    CompletableFuture.supplyAsync(() -> fixture.finder().status().state())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .handle((s, e) -> e == null ? seen.complete(s) : fail(seen, e))
                        .join());
    try (Round round = find(TOPIC, sink)) {
      assertThat(round).isNotNull();
      fixture.eventually().until("status was read inside found", seen::isDone);
    }
    assertThat(seen.get()).isNotIn(SourceState.DOWN, SourceState.DISABLED);
  }

  private static boolean fail(CompletableFuture<?> future, Throwable why) {
    return future.completeExceptionally(why);
  }

  @Test
  protected void aLiveChangeDisturbsNothing() throws Exception {
    Set<PeerAddress> peers = Set.of(fixture.place(TOPIC, 5001));
    RecordingSink sink = new RecordingSink();
    try (Round round = find(TOPIC, sink)) {
      assertThat(round).isNotNull();
      fixture.reconfigure();
      untilFound(sink, peers);
      untilEnded(sink);
    }
    assertThat(sink.calls()).noneMatch(call -> call.kind() == RecordingSink.Kind.FAILED);
    fixture.reconfigure();
    findsStill(peers);
  }

  @Test
  protected void aThousandRoundsLeaveNothingOpen() throws Exception {
    findsStill(Set.of(fixture.place(TOPIC, 5001)));
    fixture.eventually().settle();
    Resources before = Resources.now();
    AtomicInteger failed = new AtomicInteger();
    for (int i = 0; i < MANY; i++) {
      RecordingSink sink = new RecordingSink();
      find(Topic.named("round " + i), sink).close();
      failed.addAndGet(
          (int) sink.calls().stream().filter(c -> c.kind() == RecordingSink.Kind.FAILED).count());
    }
    assertThat(failed).hasValue(0);
    fixture
        .eventually()
        .until("threads and descriptors are as before", () -> Resources.now().within(before));
  }

  @Test
  protected void sourcesThatCameAndWentLeaveNothingOpen() throws Exception {
    // The first one may load classes and start what the JVM keeps for ever.
    open().close();
    fixture.eventually().settle();
    Resources before = Resources.now();
    for (int i = 0; i < instances(); i++) {
      try (FinderFixture other = open()) {
        Round round =
            other.finder().find(new FindRequest(TOPIC, 1, Urgency.NOW), new RecordingSink());
        assertThat(round).isNotNull();
      }
    }
    fixture
        .eventually()
        .until("threads and descriptors are as before", () -> Resources.now().within(before));
  }
}
