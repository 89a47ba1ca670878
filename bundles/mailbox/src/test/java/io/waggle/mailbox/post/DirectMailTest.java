package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.discovery.Topic;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.handshake.IdExchange;
import io.waggle.mailbox.direct.TownSquare;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectMailTest extends Town {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TownSquare square = new TownSquare(crypto, time);

  DirectMailTest() {
    super(24);
  }

  /** Both know each other, which they do by way of the nodes; then there are swarms. */
  @BeforeEach
  void contacts() throws Exception {
    // Away from midnight, when there are two places.
    time.advance(Duration.ofHours(2));
    anna.send(bert, "first");
    time.advance(MINUTE);
    bert.send(anna, "answer");
    time.advance(MINUTE);
    anna.swarm = Optional.of(square.swarm("192.0.2.1"));
    bert.swarm = Optional.of(square.swarm("192.0.2.2"));
    time.advance(MINUTE);
  }

  private void noHolders() {
    overlay.holders.forEach(h -> h.up = false);
  }

  private Topic bertsPlace() {
    Set<Topic> all = bert.swarm.orElseThrow().report().topics().keySet();
    assertThat(all).hasSize(1);
    return all.iterator().next();
  }

  private static ByteString longMessage() {
    byte[] bytes = new byte[700_000];
    new Random(1).nextBytes(bytes);
    byte[] head = "Subject: long\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return ByteString.of(bytes);
  }

  @Test
  void whoIsOnlineHasItFromHandToHandAndNoNodeKeepsIt() throws Exception {
    noHolders();
    MailStatus sent = anna.send(bert, "direct");
    time.advance(SECOND);
    assertThat(bert.subjects()).containsExactly("first", "direct");
    MailStatus status = anna.status(sent);
    assertThat(status.state()).isEqualTo(MailState.DELIVERED);
    assertThat(status.direct()).isTrue();
    assertThat(status.words(time.instant())).startsWith("handed over directly ");
    assertThat(status.copies()).isEmpty();
    assertThat(copies()).isZero();
    MailStatus answer = bert.send(anna, "directly back");
    time.advance(SECOND);
    assertThat(bert.status(answer).direct()).isTrue();
    anna.stop();
    anna.start();
    assertThat(anna.status(sent).direct()).isTrue();
  }

  @Test
  void theSecondMailNeedsNoSearch() throws Exception {
    anna.send(bert, "one");
    time.advance(SECOND);
    int searches = square.lookedUp.size();
    for (int i = 0; i < 20; i++) {
      anna.send(bert, "more " + i);
    }
    time.advance(SECOND);
    assertThat(bert.subjects()).hasSize(22);
    assertThat(square.lookedUp).hasSize(searches);
    assertThat(anna.swarm.orElseThrow().connections()).hasSize(1);
    assertThat(anna.swarm.orElseThrow().report().topics()).hasSize(1);
    time.advance(Duration.ofMinutes(5));
    assertThat(anna.swarm.orElseThrow().connections()).isEmpty();
    assertThat(bert.swarm.orElseThrow().connections()).isEmpty();
  }

  @Test
  void strangersAreWrittenToByWayOfTheNodesAndNobodyIsLookedUp() throws Exception {
    Person carl = person("carl");
    time.advance(MINUTE);
    int searches = square.lookedUp.size();
    MailStatus sent = anna.send(carl, "hello");
    time.advance(Duration.ofSeconds(3));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(square.lookedUp).hasSize(searches);
  }

  @Test
  void whoIsAwayGetsItFromTheNodesAsBefore() throws Exception {
    bert.stop();
    bert.swarm.orElseThrow().close();
    MailStatus sent = anna.send(bert, "later");
    time.advance(Duration.ofSeconds(8));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(anna.swarm.orElseThrow().report().topics()).hasSize(1);
    bert.swarm = Optional.empty();
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).contains("later");
    time.advance(Duration.ofHours(6));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.DELIVERED);
    assertThat(anna.status(sent).direct()).isFalse();
  }

  @Test
  void aHostThatFallsSilentHoldsNothingUp() throws Exception {
    anna.send(bert, "one");
    time.advance(SECOND);
    bert.stop();
    MailStatus two = anna.send(bert, "two");
    MailStatus three = anna.send(bert, "three");
    time.advance(Duration.ofSeconds(30));
    assertThat(anna.status(two).state()).isEqualTo(MailState.STORED);
    assertThat(anna.status(three).state()).isEqualTo(MailState.STORED);
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactlyInAnyOrder("first", "one", "two", "three");
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondMail() throws Exception {
    List<MailEvent> come = new ArrayList<>();
    bert.mailbox.listen(
        event -> {
          if (event instanceof MailEvent.Arrived) {
            come.add(event);
            bert.swarm.orElseThrow().connections().forEach(Connection::close);
          }
        });
    MailStatus sent = anna.send(bert, "once");
    time.advance(Duration.ofSeconds(10));
    assertThat(anna.status(sent).direct()).isFalse();
    time.advance(MINUTE);
    assertThat(come).hasSize(1);
    assertThat(bert.subjects()).containsExactly("first", "once");
    time.advance(Duration.ofHours(1));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.DELIVERED);
    assertThat(copies()).isZero();
  }

  @Test
  void whatWasLaidDownBeforeIsDeleted() throws Exception {
    bert.stop();
    bert.swarm.orElseThrow().close();
    overlay.after(36, this::noHolders);
    MailStatus sent = anna.send(bert, "two ways");
    time.advance(Duration.ofSeconds(10));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.WAITING);
    assertThat(copies()).isPositive();
    bert.swarm = Optional.of(square.swarm("192.0.2.5"));
    bert.start();
    time.advance(Duration.ofSeconds(15));
    overlay.holders.forEach(h -> h.up = true);
    time.advance(Duration.ofSeconds(15));
    assertThat(anna.status(sent).direct()).isTrue();
    assertThat(bert.subjects()).containsExactly("first", "two ways");
    assertThat(copies()).isZero();
  }

  @Test
  void aLongMailGoesInOneStreamAndNoChunkIsLaidDown() throws Exception {
    noHolders();
    ByteString message = longMessage();
    MailStatus sent = anna.send(bert, message);
    time.advance(Duration.ofSeconds(5));
    assertThat(anna.status(sent).direct()).isTrue();
    assertThat(bert.subjects()).containsExactly("first", "long");
    assertThat(bert.mailbox.read(sent.id())).contains(message);
    assertThat(copies()).isZero();
    assertThat(folder.resolve("bert/inbox/partial")).isEmptyDirectory();
  }

  @Test
  void whoOnlyStandsAtThePlaceGetsNothingAndDelaysLittle() throws Exception {
    Swarm impostor = square.swarm("192.0.2.9");
    impostor.join(bertsPlace(), new SwarmJoinOptions(true, false));
    time.advance(SECOND);
    MailStatus sent = anna.send(bert, "for Bert");
    time.advance(Duration.ofSeconds(2));
    assertThat(anna.status(sent).direct()).isTrue();
    time.advance(Duration.ofMinutes(5));

    bert.stop();
    bert.swarm.orElseThrow().close();
    MailStatus second = anna.send(bert, "for Bert, too");
    time.advance(Duration.ofSeconds(8));
    assertThat(anna.status(second).state()).isEqualTo(MailState.STORED);
  }

  @Test
  void whoKnowsOnlyThePlaceLearnsNothingAndIsShownTheDoor() throws Exception {
    Swarm stranger = square.swarm("192.0.2.9");
    stranger.join(bertsPlace(), SwarmJoinOptions.LOOKUP);
    time.advance(SECOND);
    Connection connection = stranger.connections().iterator().next();
    ByteBuffer heard = ByteBuffer.allocate(1000);
    connection.read(heard);
    connection.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 7}));
    time.advance(SECOND);
    assertThat(heard.position()).isEqualTo(4 + 2 + 32);
    assertThat(bert.swarm.orElseThrow().connections()).isEmpty();

    stranger.close();
    Swarm silent = square.swarm("192.0.2.8");
    silent.join(bertsPlace(), SwarmJoinOptions.LOOKUP);
    time.advance(Duration.ofSeconds(5));
    assertThat(bert.swarm.orElseThrow().connections()).hasSize(1);
    time.advance(Duration.ofSeconds(9));
    assertThat(bert.swarm.orElseThrow().connections()).isEmpty();
  }

  @Test
  void theBlockedFindNobodyAndAreTakenByNobody() throws Exception {
    Topic before = bertsPlace();
    bert.mailbox.accept(bert.address, anna.address, "Anna");
    bert.mailbox.block(bert.address, anna.address);
    time.advance(MINUTE);
    assertThat(bert.swarm.orElseThrow().report().topics()).doesNotContainKey(before);
    MailStatus sent = anna.send(bert, "hello?");
    time.advance(Duration.ofHours(1));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(bert.subjects()).containsExactly("first");
  }

  @Test
  void aSwarmThatComesAndGoesLosesNothing() throws Exception {
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 10; i++) {
        anna.send(bert, "mail " + round + "." + i);
      }
      Person changing = round % 2 == 0 ? anna : bert;
      Swarm old = changing.swarm.orElseThrow();
      time.advance(Duration.ofMillis(40L * round));
      changing.swarm = Optional.empty();
      old.close();
      time.advance(SECOND);
      changing.swarm = Optional.of(square.swarm("192.0.2." + (10 + round)));
    }
    time.advance(Duration.ofHours(1));
    assertThat(bert.subjects()).hasSize(101).doesNotHaveDuplicates();
    assertThat(anna.mailbox.outbox()).allMatch(s -> s.state() == MailState.DELIVERED);
    assertThat(anna.mailbox.outbox()).anyMatch(MailStatus::direct);
    assertThat(copies()).isZero();
  }

  @Test
  void thePlaceMovesEachDayAndTheyMeetThere() throws Exception {
    Topic first = bertsPlace();
    time.advance(Duration.ofDays(3));
    noHolders();
    MailStatus sent = anna.send(bert, "days later");
    time.advance(SECOND);
    assertThat(anna.status(sent).direct()).isTrue();
    assertThat(bert.swarm.orElseThrow().report().topics()).doesNotContainKey(first);
  }

  @Test
  void onlyNoiseIsGoodEnough() throws Exception {
    anna.swarm = Optional.of(square.swarm("192.0.2.3", new IdExchange()));
    bert.swarm = Optional.of(square.swarm("192.0.2.4", new IdExchange()));
    time.advance(MINUTE);
    MailStatus sent = anna.send(bert, "in the open");
    time.advance(Duration.ofSeconds(8));
    assertThat(anna.status(sent).direct()).isFalse();
    assertThat(bert.subjects()).contains("in the open");
  }

  @Test
  void twoMailboxesOnOneSwarmUseTheNodes() throws Exception {
    bert.swarm = anna.swarm;
    time.advance(MINUTE);
    MailStatus sent = anna.send(bert, "next door");
    time.advance(Duration.ofSeconds(3));
    assertThat(anna.status(sent).direct()).isFalse();
    assertThat(bert.subjects()).contains("next door");
    assertThat(bert.swarm.orElseThrow().report().topics()).hasSize(2);
  }
}
