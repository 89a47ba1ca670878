package io.waggle.testkit.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.Urgency;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the hub relies on in a {@code PeerAnnouncer}. A source's test extends this and says how. */
public abstract class AnnouncerContract {

  private static final int MANY = 1000;
  private static final Topic TOPIC = Topic.named("announcer contract");
  private static final Topic OTHER = Topic.named("announcer contract, another topic");

  private AnnouncerFixture fixture;

  /** A fresh source and observer in a fresh world. */
  protected abstract AnnouncerFixture open() throws Exception;

  @BeforeEach
  final void openFixture() throws Exception {
    fixture = open();
  }

  @AfterEach
  final void closeFixture() throws Exception {
    fixture.close();
  }

  private Announcement announce(Topic topic, int port) {
    return fixture.announcer().announce(new AnnounceRequest(topic, port, Optional.empty()));
  }

  private <T> T wait(String what, CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    fixture.eventually().until(what, future::isDone);
    return future.join();
  }

  /** One round of the observer, repeated until it names these ports and no others. */
  private void untilSeen(Topic topic, Set<Integer> ports) {
    fixture
        .eventually()
        .until("others see " + ports + " at " + topic, () -> seen(topic).equals(ports));
  }

  private Set<Integer> seen(Topic topic) {
    RecordingSink sink = new RecordingSink();
    try (Round round = fixture.observer().find(new FindRequest(topic, 100, Urgency.NOW), sink)) {
      assertThat(round).isNotNull();
      fixture.eventually().until("the observer's round ends or settles", () -> ended(sink));
    } catch (io.waggle.api.discovery.spi.SourceException e) {
      throw new AssertionError("the observer failed", e);
    }
    return sink.found().stream().map(address -> address.port()).collect(Collectors.toSet());
  }

  private boolean ended(RecordingSink sink) {
    return sink.ended() || sink.hasSettled();
  }

  @Test
  protected void whatIsAnnouncedIsFoundByOthersThereAndNowhereElse() {
    Receipt receipt = wait("published", announce(TOPIC, 7001).publish());
    assertThat(receipt.copies()).isPositive();
    assertThat(receipt.validFor()).isPositive();
    untilSeen(TOPIC, Set.of(7001));
    assertThat(seen(OTHER)).isEmpty();
  }

  @Test
  protected void preparingAnAnnouncementPublishesNothing() {
    assertThat(announce(TOPIC, 7001)).isNotNull();
    fixture.eventually().settle();
    assertThat(seen(TOPIC)).isEmpty();
  }

  @Test
  protected void renewingIsPublishingAgain() {
    Announcement announcement = announce(TOPIC, 7001);
    wait("published", announcement.publish());
    assertThat(wait("renewed", announcement.publish()).copies()).isPositive();
    untilSeen(TOPIC, Set.of(7001));
  }

  @Test
  protected void withdrawingIsHonest() {
    Announcement announcement = announce(TOPIC, 7001);
    wait("published", announcement.publish());
    untilSeen(TOPIC, Set.of(7001));
    Withdrawal withdrawal = wait("withdrawn", announcement.withdraw());
    assertThat(withdrawal.goneBy()).isNotNull();
    if (withdrawal.removedNow()) {
      assertThat(seen(TOPIC)).isEmpty();
    }
  }

  @Test
  protected void withdrawingOneLeavesTheOther() {
    Announcement one = announce(TOPIC, 7001);
    Announcement two = announce(OTHER, 7002);
    wait("published", one.publish());
    wait("published", two.publish());
    wait("withdrawn", one.withdraw());
    untilSeen(OTHER, Set.of(7002));
  }

  @Test
  protected void whatWasNeverPublishedCanBeWithdrawn() {
    Withdrawal withdrawal = wait("withdrawn", announce(TOPIC, 7001).withdraw());
    assertThat(withdrawal.removedNow()).isTrue();
  }

  @Test
  protected void statusIsReadWhileAPublicationIsUnderWay() {
    CompletionStage<Receipt> receipt = announce(TOPIC, 7001).publish();
    assertThat(fixture.announcer().status().state())
        .isNotIn(SourceState.DOWN, SourceState.DISABLED);
    wait("published", receipt);
  }

  @Test
  protected void aLiveChangeDisturbsNothing() throws Exception {
    Announcement announcement = announce(TOPIC, 7001);
    wait("published", announcement.publish());
    fixture.reconfigure();
    untilSeen(TOPIC, Set.of(7001));
    wait("renewed", announcement.publish());
    wait("withdrawn", announcement.withdraw());
  }

  @Test
  protected void aThousandAnnouncementsPreparedAndEndedLeaveNothingOpen() {
    wait("published", announce(OTHER, 7001).publish());
    fixture.eventually().settle();
    Resources before = Resources.now();
    for (int i = 0; i < MANY; i++) {
      wait("withdrawn", announce(Topic.named("announcement " + i), 7001).withdraw());
    }
    fixture
        .eventually()
        .until("threads and descriptors are as before", () -> Resources.now().within(before));
  }
}
