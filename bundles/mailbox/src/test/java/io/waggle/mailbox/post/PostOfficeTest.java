package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.api.mail.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostOfficeTest extends Town {

  PostOfficeTest() {
    super(24);
  }

  private List<MemoryHolder> having() {
    return overlay.holders.stream()
        .filter(h -> h.records.values().stream().anyMatch(k -> k.bytes.length == 4096))
        .toList();
  }

  @Test
  void aMailToSomebodyOfflineWaitsAndComes() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, "hello");
    assertThat(sent.state()).isEqualTo(MailState.WAITING);
    time.advance(Duration.ofSeconds(3));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(anna.status(sent).words(time.instant()))
        .startsWith("stored on 8 of 8 nodes, not yet picked up");
    assertThat(copies()).isEqualTo(8);
    time.advance(Duration.ofDays(3));
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("hello");
    ReceivedMail mail = bert.mailbox.inbox().get(0);
    assertThat(mail.from()).isEqualTo(anna.address);
    assertThat(bert.mailbox.read(mail.id()))
        .contains(ByteString.of("Subject: hello\r\n\r\nhello\r\n"));
    assertThat(copies()).isZero();
    time.advance(Duration.ofHours(6));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.DELIVERED);
  }

  /** Holders tell of what comes after the subscription. */
  @Test
  void whatIsLaidDownBetweenTheListAndTheSubscriptionComesAtOnce() throws Exception {
    bert.stop();
    anna.send(bert, "between");
    time.advance(Duration.ofSeconds(3));
    anna.stop();
    Map<MemoryHolder, Map<ByteString, MemoryHolder.Kept>> mails = new HashMap<>();
    having().forEach(holder -> mails.put(holder, Map.copyOf(holder.records)));
    mails.keySet().forEach(holder -> holder.records.clear());
    overlay.subscribing = () -> mails.forEach((holder, all) -> holder.records.putAll(all));
    bert.start();
    time.advance(Duration.ofSeconds(5));
    assertThat(bert.subjects()).containsExactly("between");
  }

  @Test
  void whoIsOnlineHasItAtOnce() throws Exception {
    anna.send(bert, "ping");
    time.advance(Duration.ofSeconds(2));
    assertThat(bert.subjects()).containsExactly("ping");
    bert.send(anna, "pong");
    time.advance(Duration.ofSeconds(2));
    assertThat(anna.subjects()).containsExactly("pong");
  }

  @Test
  void theAnswerGoesToThePrivateBox() throws Exception {
    anna.send(bert, "one");
    time.advance(MINUTE);
    MailStatus answer = bert.send(anna, "two");
    time.advance(MINUTE);
    assertThat(anna.subjects()).containsExactly("two");
    var box =
        bert.office
            .outbox
            .get(answer.id())
            .orElseThrow()
            .sealed()
            .orElseThrow()
            .record()
            .header()
            .box();
    assertThat(box.toBytes())
        .isNotEqualTo(java.util.Arrays.copyOf(anna.address.fingerprint().toBytes(), 20));
  }

  @Test
  void aConversationOfMonthsOutlivesAllRotations() throws Exception {
    for (int week = 0; week < 20; week++) {
      anna.send(bert, "a" + week);
      time.advance(Duration.ofDays(4));
      bert.send(anna, "b" + week);
      time.advance(Duration.ofDays(4));
    }
    assertThat(bert.subjects()).hasSize(20);
    assertThat(anna.subjects()).hasSize(20);
    assertThat(anna.office.identities.ring(anna.address).all()).hasSizeLessThan(20);
  }

  @Test
  void readingSendsTheReceiptThatWasWanted() throws Exception {
    MailStatus sent = anna.send(bert, "read me");
    time.advance(MINUTE);
    bert.mailbox.accept(bert.address, anna.address, "Anna");
    bert.mailbox.markRead(sent.id());
    time.advance(MINUTE);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.READ);
    assertThat(anna.mailbox.inbox()).isEmpty();
    assertThat(bert.mailbox.outbox()).isEmpty();
  }

  @Test
  void theBlockedAreDroppedAndShutOut() throws Exception {
    anna.send(bert, "one");
    time.advance(MINUTE);
    bert.send(anna, "yes?");
    time.advance(MINUTE);
    bert.mailbox.block(bert.address, anna.address);
    MailStatus second = anna.send(bert, "two");
    time.advance(Duration.ofHours(1));
    assertThat(bert.subjects()).containsExactly("one");
    assertThat(anna.status(second).state()).isEqualTo(MailState.STORED);
    assertThat(bert.mailbox.contacts())
        .extracting(c -> c.standing())
        .containsExactly(Standing.BLOCKED);
    assertThatThrownBy(() -> bert.send(anna, "no")).isInstanceOf(MailException.class);
  }

  @Test
  void withoutNetworkItOnlyPauses() throws Exception {
    overlay.there = false;
    MailStatus sent = anna.send(bert, "later");
    time.advance(Duration.ofHours(1));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.WAITING);
    assertThat(anna.mailbox.report().reason()).contains("no network");
    overlay.there = true;
    time.advance(Duration.ofSeconds(5));
    assertThat(bert.subjects()).containsExactly("later");
  }

  @Test
  void aDhtThatWasExchangedInAMomentIsLookedThroughAndSubscribedToAtOnce() throws Exception {
    time.advance(MINUTE);
    int before = overlay.subscribed;
    time.advance(Duration.ofSeconds(10));
    assertThat(overlay.subscribed).isEqualTo(before);
    Instant looked = bert.mailbox.report().lastPoll();
    overlay.incarnation = new Object();
    time.advance(Duration.ofSeconds(2));
    // Three holders of three boxes each, for both of them.
    assertThat(overlay.subscribed).isEqualTo(before + 18);
    assertThat(bert.mailbox.report().lastPoll()).isAfter(looked);
    assertThat(anna.events).noneMatch(e -> e instanceof MailEvent.Network n && !n.there());
  }

  @Test
  void whatWasAcknowledgedOutlivesAKill() throws Exception {
    overlay.there = false;
    MailStatus sent = anna.send(bert, "durable");
    anna.stop();
    overlay.there = true;
    anna.start();
    time.advance(MINUTE);
    assertThat(anna.status(sent).state()).isIn(MailState.STORED, MailState.DELIVERED);
    bert.stop();
    bert.start();
    time.advance(Duration.ofHours(1));
    assertThat(bert.subjects()).containsExactly("durable");
  }

  @Test
  void dyingHoldersAreReplaced() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, "safe");
    time.advance(Duration.ofSeconds(3));
    having().stream().limit(6).forEach(h -> h.up = false);
    time.advance(Duration.ofHours(20));
    assertThat(anna.status(sent).held()).isGreaterThanOrEqualTo(6);
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("safe");
  }

  @Test
  void liarsAmongTheHoldersDelayNothing() throws Exception {
    bert.stop();
    anna.send(bert, "true");
    time.advance(Duration.ofSeconds(3));
    having().stream().skip(1).forEach(h -> h.corrupt = true);
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("true");
  }

  @Test
  void whatNobodyPicksUpExpiresAndTheSenderIsTold() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, "old");
    time.advance(Duration.ofHours(5));
    assertThat(anna.subjects()).containsExactly("Not picked up yet: old");
    time.advance(Duration.ofDays(30));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.EXPIRED);
    assertThat(anna.subjects()).containsExactly("Not picked up yet: old", "Not delivered: old");
    assertThat(anna.mailbox.read(anna.mailbox.inbox().get(1).id()).orElseThrow().toText())
        .contains("Status: 5.4.7");
  }

  @Test
  void aMailCanBeTakenBack() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, "oops");
    time.advance(Duration.ofSeconds(3));
    assertThat(anna.mailbox.recall(sent.id())).isTrue();
    time.advance(MINUTE);
    assertThat(copies()).isZero();
    bert.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).isEmpty();
    assertThat(anna.mailbox.recall(sent.id())).isFalse();
  }

  @Test
  void deletedMailDoesNotComeBack() throws Exception {
    MailStatus sent = anna.send(bert, "once");
    time.advance(MINUTE);
    assertThat(bert.mailbox.delete(sent.id())).isTrue();
    overlay.holders.forEach(h -> h.records.values().forEach(k -> k.proof = null));
    bert.stop();
    bert.start();
    time.advance(Duration.ofHours(1));
    assertThat(bert.mailbox.inbox()).isEmpty();
    assertThat(copies()).isZero();
  }

  @Test
  void aDamagedFileIsSetAside() throws Exception {
    anna.send(bert, "first");
    anna.send(bert, "second");
    time.advance(MINUTE);
    bert.stop();
    try (Stream<Path> files = Files.list(folder.resolve("bert/inbox"))) {
      Path one = files.filter(f -> f.toString().endsWith(".mail")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(one);
      bytes[20] ^= 1;
      Files.write(one, bytes);
    }
    bert.start();
    assertThat(bert.mailbox.inbox()).hasSize(1);
    try (Stream<Path> files = Files.list(folder.resolve("bert/inbox"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".damaged"))).hasSize(1);
    }
  }

  @Test
  void whoIsUnknownIsWaitedFor() throws Exception {
    overlay.there = false;
    Person carl = person("carl");
    carl.stop();
    overlay.there = true;
    MailStatus sent = anna.send(carl, "early");
    time.advance(Duration.ofMinutes(20));
    assertThat(anna.status(sent).words(time.instant()))
        .isEqualTo("kept here, not yet stored (the recipient's keys are not in the network yet)");
    carl.start();
    time.advance(Duration.ofHours(2));
    assertThat(carl.subjects()).containsExactly("early");
  }
}
