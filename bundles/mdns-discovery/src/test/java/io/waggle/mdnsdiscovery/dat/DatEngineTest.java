package io.waggle.mdnsdiscovery.dat;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.lan.LanSender;
import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.link.SenderBook;
import io.waggle.mdnsdiscovery.wire.MessageReader;
import io.waggle.mdnsdiscovery.wire.MessageWriter;
import io.waggle.mdnsdiscovery.wire.MulticastMessage;
import io.waggle.testkit.discovery.RecordingSink;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatEngineTest {

  private static final String TOPIC = "7d831708cc9d3366b14ae91cb78aa10e345e96a0";
  private static final String OTHER = "00000000000000000000000000000000000000ff";

  private final VirtualLan lan = VirtualLan.fresh();
  private final MessageWriter writer = new MessageWriter("dat.local");

  private static PeerAddress peer(String text) {
    return PeerAddress.parse(text);
  }

  private MulticastMessage read(VirtualLan.Sent sent) {
    return new MessageReader("dat.local").read(sent.packet().array()).orElseThrow();
  }

  private long questions(int host, String label) {
    return lan.sent.stream()
        .filter(s -> s.from().getAddress().equals(lan.host(host)))
        .filter(s -> read(s).questions().contains(label))
        .count();
  }

  /** As the original: each question is answered by a packet of its own. */
  private void originalAnswers(int host, String label, int port) {
    lan.plugIn(
        (bytes, from) -> {
          MulticastMessage message = new MessageReader("dat.local").read(bytes).orElseThrow();
          if (message.questions().contains(label)) {
            say(host, label, port, "a token of the original's, other for each asker");
          }
        });
  }

  private void say(int host, String label, int port, String token) {
    byte[] packet =
        writer.answers(List.of(new MessageWriter.Presence(label, List.of(port))), token).get(0);
    lan.send(ByteBuffer.wrap(packet), new InetSocketAddress(lan.host(host), 5353));
  }

  private void ask(int host, int port, String label) {
    byte[] packet = writer.questions(List.of(label)).get(0);
    lan.send(ByteBuffer.wrap(packet), new InetSocketAddress(lan.host(host), port));
  }

  @Test
  void whoLooksFindsWhoIsThereWithinAMillisecond() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    lan.advance(10_000);
    RecordingSink sink = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(1);
    assertThat(sink.found()).containsExactly(peer("192.0.2.1:3282"));
  }

  @Test
  void whoWaitsIsToldOfNewcomersAtOnce() {
    RecordingSink sink = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(30_000);
    new VirtualNode(lan, 1).announce(TOPIC, 3282);
    lan.advance(1);
    assertThat(sink.found()).containsExactly(peer("192.0.2.1:3282"));
  }

  @Test
  void theOriginalIsAskedAsItAsksAndAnsweredAsItAnswers() {
    originalAnswers(7, TOPIC, 4000);
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    RecordingSink sink = one.find(TOPIC);
    lan.advance(1);
    assertThat(sink.found()).containsExactly(peer("192.0.2.7:4000"));
    lan.advance(5_000);
    int before = lan.sent.size();
    ask(7, 5353, TOPIC);
    lan.advance(1);
    assertThat(lan.sent.subList(before, lan.sent.size()))
        .anyMatch(s -> s.from().getAddress().equals(lan.host(1)) && read(s).response());
  }

  @Test
  void aNodeNeverFindsItselfThoughOthersAsk() {
    VirtualNode one = new VirtualNode(lan, 1);
    RecordingSink sink = one.find(TOPIC);
    one.announce(TOPIC, 3282);
    lan.advance(1_000);
    ask(9, 5353, TOPIC);
    lan.advance(200_000);
    assertThat(sink.found()).isEmpty();
    assertThat(one.metric("answers.own")).isPositive();
    assertThat(one.metric("questions.own")).isPositive();
  }

  @Test
  void aNodeOnTwoLinksOfOneSegmentNeverFindsItself() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.plugIn(lan, 2);
    RecordingSink sink = one.find(TOPIC);
    one.announce(TOPIC, 3282);
    lan.advance(200_000);
    assertThat(sink.found()).isEmpty();
  }

  @Test
  void whoOnlyLooksAnswersNothing() {
    new VirtualNode(lan, 1).find(TOPIC);
    lan.advance(1_000);
    ask(9, 5353, TOPIC);
    lan.advance(10_000);
    assertThat(lan.sent).noneMatch(s -> read(s).response());
  }

  @Test
  void aLostQuestionIsAskedAgainAfterASecond() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    lan.advance(10_000);
    long begun = lan.millis();
    lan.lose(s -> s.millis() < begun + 500);
    RecordingSink sink = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(900);
    assertThat(sink.found()).isEmpty();
    lan.advance(200);
    assertThat(sink.found()).containsExactly(peer("192.0.2.1:3282"));
  }

  @Test
  void aLostAnswerOfAKnownPeerIsAskedForAgainAtRest() {
    new VirtualNode(lan, 1).announce(TOPIC, 3282);
    new VirtualNode(lan, 3).announce(TOPIC, 3282);
    VirtualNode two = new VirtualNode(lan, 2);
    two.find(TOPIC);
    lan.advance(50_000);
    long asked = questions(2, TOPIC);
    boolean[] lost = {false};
    lan.lose(
        s -> {
          boolean first = !lost[0] && s.from().getAddress().equals(lan.host(3));
          lost[0] |= first;
          return first;
        });
    lan.advance(25_000);
    assertThat(lost[0]).isTrue();
    assertThat(questions(2, TOPIC)).isEqualTo(asked + 2);
    assertThat(two.metric("questions.repeated")).isEqualTo(1);
  }

  @Test
  void aSilentTopicIsAskedForThriceAndThenOnceAMinute() {
    new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(5_000);
    assertThat(questions(2, TOPIC)).isEqualTo(3);
    lan.advance(600_000);
    assertThat(questions(2, TOPIC)).isBetween(11L, 13L);
  }

  @Test
  void whatOthersAskNeedNotBeAskedAgain() {
    VirtualNode two = new VirtualNode(lan, 2);
    two.find(TOPIC);
    for (int i = 0; i < 30; i++) {
      lan.advance(20_000);
      ask(9, 5353, TOPIC);
    }
    assertThat(questions(2, TOPIC)).isLessThanOrEqualTo(4);
    assertThat(two.metric("questions.suppressed")).isPositive();
  }

  @Test
  void aFloodOfQuestionsMakesOneAnswerASecond() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    lan.advance(5_000);
    long before = one.metric("answers.out");
    for (int i = 0; i < 1000; i++) {
      ask(9, 5353, TOPIC);
      lan.advance(10);
    }
    assertThat(one.metric("answers.out") - before).isBetween(10L, 15L);
    assertThat(one.metric("answers.suppressed")).isGreaterThan(500);
  }

  @Test
  void askersAtMadeUpPortsMakeAFewStreamsOfAnswers() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    lan.advance(5_000);
    long before = one.metric("answers.out");
    for (int i = 0; i < 1000; i++) {
      ask(9, 20_000 + i, TOPIC);
      lan.advance(10);
    }
    assertThat(one.metric("answers.out") - before).isLessThan(40);
  }

  @Test
  void whoComesJustAfterAnAnswerNeedNotWaitForTheNext() {
    new VirtualNode(lan, 1).announce(TOPIC, 3282);
    lan.advance(300);
    RecordingSink second = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(300);
    RecordingSink third = new VirtualNode(lan, 3).find(TOPIC);
    lan.advance(1);
    assertThat(second.found()).contains(peer("192.0.2.1:3282"));
    assertThat(third.found()).contains(peer("192.0.2.1:3282"));
  }

  @Test
  void anAnswerThatWasAskedForIsNotRepeatedUnasked() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    lan.advance(500);
    ask(9, 5353, TOPIC);
    lan.advance(3_000);
    assertThat(one.metric("answers.out")).isEqualTo(2);
  }

  @Test
  void aMissingPeerIsAskedForByOneOfThoseWhoMissHim() {
    VirtualNode dies = new VirtualNode(lan, 1);
    dies.announce(TOPIC, 3282);
    for (int host = 2; host < 12; host++) {
      new VirtualNode(lan, host).find(TOPIC);
    }
    lan.advance(10_000);
    dies.down(0);
    long from = lan.millis();
    lan.advance(75_000);
    assertThat(lan.since(from)).isEqualTo(3);
  }

  @Test
  void leavingSaysGoodbyeAndOthersBelieveItOfTheNodeItself() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    RecordingSink sink = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(5_000);
    byte[] forged = writer.goodbye(TOPIC, 3282, "a token that is not the node's");
    lan.send(ByteBuffer.wrap(forged), new InetSocketAddress(lan.host(1), 5353));
    lan.advance(10);
    assertThat(sink.calls()).noneMatch(c -> c.kind() == RecordingSink.Kind.LOST);
    one.withdraw(TOPIC, 3282);
    lan.advance(10);
    assertThat(sink.calls()).anyMatch(c -> c.kind() == RecordingSink.Kind.LOST);
    ask(9, 5353, TOPIC);
    int before = lan.sent.size();
    lan.advance(1_000);
    assertThat(lan.sent).hasSize(before);
  }

  @Test
  void aPortAnnouncedTwiceIsLeftWithTheSecondWithdrawal() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    one.announce(TOPIC, 3282);
    one.withdraw(TOPIC, 3282);
    RecordingSink sink = new VirtualNode(lan, 2).find(TOPIC);
    lan.advance(1_000);
    assertThat(sink.found()).hasSize(1);
  }

  @Test
  void whatComesFromElsewhereIsDropped() {
    VirtualNode two = new VirtualNode(lan, 2);
    RecordingSink sink = two.find(TOPIC);
    byte[] packet =
        writer.answers(List.of(new MessageWriter.Presence(TOPIC, List.of(80))), "x").get(0);
    lan.send(ByteBuffer.wrap(packet), new InetSocketAddress("198.51.100.1", 5353));
    lan.advance(10);
    assertThat(sink.found()).isEmpty();
    assertThat(two.metric("dropped.offlink")).isEqualTo(1);
  }

  @Test
  void aLinkThatGoesTakesItsPeersAlongAndBringsThemBack() {
    new VirtualNode(lan, 1).announce(TOPIC, 3282);
    VirtualNode two = new VirtualNode(lan, 2);
    RecordingSink sink = two.find(TOPIC);
    lan.advance(1_000);
    two.down(0);
    lan.advance(100_000);
    assertThat(sink.calls()).anyMatch(c -> c.kind() == RecordingSink.Kind.LOST);
    int calls = sink.calls().size();
    two.up(0, 2);
    lan.advance(1);
    assertThat(sink.calls()).hasSizeGreaterThan(calls);
  }

  @Test
  void twoSegmentsMeetInOneNodeAndStaySeparate() {
    VirtualLan second = new VirtualLan(lan.time, "198.51.100.");
    VirtualNode middle = new VirtualNode(lan, 1);
    middle.plugIn(second, 1);
    RecordingSink sink = middle.find(TOPIC);
    middle.announce(TOPIC, 1);
    RecordingSink left = new VirtualNode(lan, 2).find(TOPIC);
    new VirtualNode(lan, 3).announce(TOPIC, 3);
    new VirtualNode(second, 4).announce(TOPIC, 4);
    lan.advance(1_000);
    assertThat(sink.found()).isEqualTo(Set.of(peer("192.0.2.3:3"), peer("198.51.100.4:4")));
    assertThat(left.found()).isEqualTo(Set.of(peer("192.0.2.1:1"), peer("192.0.2.3:3")));
  }

  @Test
  void aTableOfPeersIsBoundedAndOneLiarPushesNobodyOut() {
    DatSettings few = new DatSettings("dat.local", Duration.ofSeconds(60), 50, 32, 100_000);
    VirtualNode two = new VirtualNode(lan, 2, few);
    RecordingSink sink = two.find(TOPIC);
    for (int host = 10; host < 40; host++) {
      say(host, TOPIC, 3282, "t" + host);
    }
    lan.advance(10);
    for (int port = 1; port <= 1000; port++) {
      say(9, TOPIC, port, "liar");
    }
    lan.advance(10);
    RecordingSink late = two.find(TOPIC);
    assertThat(sink.found()).hasSize(50);
    assertThat(late.found()).hasSize(50);
    for (int host = 10; host < 40; host++) {
      assertThat(late.found()).contains(peer("192.0.2." + host + ":3282"));
    }
  }

  @Test
  void aHostHasSoManyPeersOfATopicAndGivesUpItsOldOnesForNewOnes() {
    VirtualNode two = new VirtualNode(lan, 2);
    RecordingSink sink = two.find(TOPIC);
    for (int port = 1; port <= 100; port++) {
      say(9, TOPIC, port, "many");
      lan.advance(1);
    }
    assertThat(sink.found()).hasSize(32).contains(peer("192.0.2.9:1"));
    assertThat(two.metric("peers.refused")).isEqualTo(68);
    lan.advance(61_000);
    say(9, TOPIC, 100, "many");
    lan.advance(1);
    assertThat(sink.found()).hasSize(33).contains(peer("192.0.2.9:100"));
    assertThat(two.find(TOPIC).found()).hasSize(32).doesNotContain(peer("192.0.2.9:1"));
  }

  @Test
  void aFloodFromOneSenderLeavesTheOthersHeard() {
    VirtualNode two = new VirtualNode(lan, 2);
    RecordingSink sink = two.find(TOPIC);
    for (int i = 0; i < 50_000; i++) {
      say(9, OTHER, 80, "flood");
    }
    lan.advance(10);
    say(3, TOPIC, 3282, "honest");
    lan.advance(10);
    assertThat(sink.found()).containsExactly(peer("192.0.2.3:3282"));
    assertThat(two.metric("dropped.flood")).isGreaterThan(49_000);
    assertThat(two.engine.senders()).hasSizeLessThanOrEqualTo(SenderBook.MOST);
    LanSender flooder =
        two.engine.senders().stream()
            .filter(s -> s.address().equals(lan.host(9)))
            .findFirst()
            .orElseThrow();
    assertThat(flooder.dropped()).isGreaterThan(49_000);
  }

  @Test
  void anotherDomainIsAskedInAfterAChange() {
    VirtualNode two = new VirtualNode(lan, 2);
    RecordingSink sink = two.find(TOPIC);
    DatSettings other = new DatSettings("my.own.lan", Duration.ofSeconds(60), 50, 32, 200);
    new VirtualNode(lan, 1, other).announce(TOPIC, 3282);
    lan.advance(10_000);
    assertThat(sink.found()).isEmpty();
    two.run(out -> two.engine.configure(other, lan.time.nanoTime(), out));
    lan.advance(1);
    assertThat(sink.found()).hasSize(1);
  }

  @Test
  void whoIsHeardNoMoreIsNoLongerToldToNewRounds() {
    VirtualNode one = new VirtualNode(lan, 1);
    one.announce(TOPIC, 3282);
    VirtualNode two = new VirtualNode(lan, 2);
    two.find(TOPIC);
    lan.advance(1_000);
    one.down(0);
    assertThat(two.find(TOPIC).found()).hasSize(1);
    lan.advance(160_000);
    assertThat(two.find(TOPIC).found()).isEmpty();
  }
}
