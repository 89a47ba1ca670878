package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.discovery.RecordingSink.Kind;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DnsClientTest {

  private static final String TOPIC = "ab".repeat(20);
  private static final PeerAddress PEER = PeerAddress.parse("198.51.100.7:4000");
  private static final InetSocketAddress ONE = VirtualNet.at("203.0.113.1", 5300);
  private static final InetSocketAddress TWO = VirtualNet.at("203.0.113.2", 5300);

  private final FakeServer one = new FakeServer();
  private final FakeServer two = new FakeServer();
  private final RecordingSink sink = new RecordingSink();
  private ClientSettings settings;

  private VirtualNet net(String... servers) {
    List<ServerSpec> specs = new ArrayList<>();
    for (String server : servers) {
      specs.add(ServerSpec.parse(server));
    }
    settings = ClientSettings.of(specs);
    VirtualNet net = new VirtualNet(settings);
    net.add("203.0.113.1", 5300, one);
    net.add("203.0.113.2", 5300, two);
    net.start(settings);
    return net;
  }

  private static <T> T now(CompletableFuture<T> future) {
    assertThat(future).isDone();
    return future.join();
  }

  private long calls(Kind kind) {
    return sink.calls().stream().filter(call -> call.kind() == kind).count();
  }

  @Test
  void aProbeIsRepeatedAtTheOriginalsTimesAndThenFails() {
    VirtualNet net = net("203.0.113.5:7000");
    net.open(TOPIC, sink, settings);
    net.advance(7740);
    assertThat(net.times(VirtualNet.at("203.0.113.5", 7000)))
        .containsExactly(0L, 500L, 1500L, 3500L, 7500L);
    assertThat(sink.calls()).isEmpty();
    net.advance(20);
    assertThat(calls(Kind.FAILED)).isEqualTo(1);
    assertThat(net.metric("timeouts")).isEqualTo(1);
  }

  @Test
  void theSecondPortIsTriedWithTheFirstRepeatAndRemembered() {
    FakeServer on53 = new FakeServer();
    on53.peers(TOPIC).add(PEER);
    VirtualNet net = net("203.0.113.5");
    net.add("203.0.113.5", 53, on53);
    net.open(TOPIC, sink, settings);
    net.advance(520);
    assertThat(sink.found()).containsExactly(PEER);
    assertThat(net.times(VirtualNet.at("203.0.113.5", 5300))).containsExactly(0L, 500L);
    net.advance(60_000);
    assertThat(net.times(VirtualNet.at("203.0.113.5", 5300))).hasSize(2);
    assertThat(net.times(VirtualNet.at("203.0.113.5", 53))).hasSize(3);
  }

  @Test
  void aDeadServerDelaysNothing() {
    one.dead = true;
    two.peers(TOPIC).add(PEER);
    VirtualNet net = net("203.0.113.1:5300", "203.0.113.2:5300");
    net.open(TOPIC, sink, settings);
    CompletableFuture<Receipt> receipt = net.publish(new Advert(TOPIC, 3282));
    net.advance(5);
    assertThat(sink.found()).containsExactly(PEER);
    net.advance(1000);
    assertThat(now(receipt).copies()).isEqualTo(1);
    net.advance(1000);
    assertThat(calls(Kind.SETTLED)).isEqualTo(1);
    net.advance(120_000);
    assertThat(calls(Kind.FAILED)).isZero();
  }

  @Test
  void aServerThatComesBackIsAskedAndToldEverything() {
    one.dead = true;
    VirtualNet net = net("203.0.113.1:5300", "203.0.113.2:5300");
    net.open(TOPIC, sink, settings);
    net.publish(new Advert(TOPIC, 3282));
    net.advance(30_000);
    assertThat(net.client.links().get(0).health().isDown()).isTrue();
    one.dead = false;
    one.peers(TOPIC).add(PEER);
    net.advance(30_000);
    assertThat(sink.found()).contains(PEER);
    assertThat(one.peers(TOPIC)).hasSize(2);
    assertThat(net.client.links().get(0).health().isDown()).isFalse();
  }

  @Test
  void pushesReachTheRoundAtOnceAndAreAcknowledged() {
    VirtualNet net = net("203.0.113.1:5300");
    net.open(TOPIC, sink, settings);
    net.advance(25_000);
    one.push(TOPIC, PEER, net.outOf(ONE));
    net.advance(1);
    assertThat(sink.found()).containsExactly(PEER);
    assertThat(sink.calls().get(1).meta().orElseThrow().via()).contains(PeerAddress.of(ONE));
    net.advance(1);
    assertThat(one.acknowledged()).hasSize(1);
  }

  @Test
  void strangersAndForgersAreDroppedAndCounted() {
    VirtualNet net = net("203.0.113.1:5300");
    net.open(TOPIC, sink, settings);
    net.advance(100);
    long packets = net.sent.size();
    one.push(TOPIC, PEER, net.outOf(VirtualNet.at("203.0.113.1", 5301)));
    one.push(TOPIC, PEER, net.outOf(TWO));
    one.push("cd".repeat(20), PEER, net.outOf(ONE));
    net.advance(10);
    assertThat(net.metric("dropped.strangers")).isEqualTo(2);
    net.deliver(QueryWriter.ack(1), ONE);
    net.deliver(new byte[] {1, 2, 3}, ONE);
    assertThat(net.metric("dropped.forged")).isEqualTo(1);
    assertThat(net.metric("dropped.malformed")).isEqualTo(1);
    assertThat(sink.found()).isEmpty();
    assertThat(net.sent).hasSize((int) packets);
  }

  @Test
  void aForgedReplyWithTheRightIdButAnotherQuestionIsDropped() {
    one.dead = true;
    VirtualNet net = net("203.0.113.1:5300");
    net.advance(100);
    int id = net.sent.get(0).bytes().getChar(0);
    net.deliver(Replies.txt(id, TOPIC, List.of("token=x")), ONE);
    assertThat(net.metric("dropped.forged")).isEqualTo(1);
    net.deliver(Replies.txt(id, "", List.of("token=x")), TWO);
    assertThat(net.metric("dropped.strangers")).isEqualTo(1);
    net.deliver(Replies.txt(id, "", List.of("token=x")), ONE);
    assertThat(net.metric("replies")).isEqualTo(1);
  }

  @Test
  void anAnnounceWithAStaleTokenIsSaidAgainAtOnce() {
    VirtualNet net = net("203.0.113.1:5300");
    net.advance(100);
    one.token = "second";
    CompletableFuture<Receipt> receipt = net.publish(new Advert(TOPIC, 3282));
    net.advance(5);
    assertThat(now(receipt).copies()).isEqualTo(1);
    assertThat(one.peers(TOPIC)).hasSize(1);
    assertThat(net.metric("tokens.stale")).isEqualTo(1);
  }

  @Test
  void aTokenIsForgottenAfterAFullTickWithoutAFreshOne() {
    VirtualNet net = net("203.0.113.1:5300");
    net.advance(1000);
    assertThat(net.sent).hasSize(1);
    net.advance(Duration.ofMinutes(9).toMillis());
    net.publish(new Advert(TOPIC, 3282));
    net.advance(10);
    assertThat(net.sent).as("the token is good still").hasSize(2);
    net.advance(Duration.ofMinutes(11).toMillis());
    net.publish(new Advert(TOPIC, 3282));
    net.advance(10);
    assertThat(net.sent).as("a probe comes first").hasSize(4);
  }

  @Test
  void anOpenRoundAsksAgainAtItsIntervalAndStaysSubscribed() {
    VirtualNet net = net("203.0.113.1:5300");
    net.open(TOPIC, sink, settings);
    net.advance(600_000);
    assertThat(one.told().size()).isBetween(600 / 55, 1 + 600 / 50);
    List<Long> times = net.times(ONE);
    for (int i = 2; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(50_000L, 55_100L);
    }
  }

  @Test
  void aServersTtlShortensIntervalAndReceipt() {
    one.ttl = 20;
    VirtualNet net = net("203.0.113.1:5300");
    CompletableFuture<Receipt> receipt = net.publish(new Advert(TOPIC, 3282));
    net.open(TOPIC, sink, settings);
    net.advance(100);
    assertThat(now(receipt).validFor()).isEqualTo(Duration.ofSeconds(20));
    net.advance(60_000);
    assertThat(one.told().size()).isBetween(4, 6);
  }

  @Test
  void anAnnounceIsALookupToo() {
    one.peers(TOPIC).add(PEER);
    VirtualNet net = net("203.0.113.1:5300");
    Advert advert = new Advert(TOPIC, 3282);
    net.open(TOPIC, sink, settings);
    net.publish(advert);
    net.advance(100);
    assertThat(sink.found()).contains(PEER);
    assertThat(one.told()).hasSize(1);
    for (int i = 0; i < 10; i++) {
      net.advance(45_000);
      net.publish(advert);
    }
    net.advance(100);
    assertThat(one.told()).hasSize(11);
  }

  @Test
  void whatIsTakenBackIsWhatWasAnnounced() {
    VirtualNet net = net("203.0.113.1:5300");
    Advert advert = new Advert(TOPIC, 3282);
    net.open(TOPIC, sink, settings);
    net.publish(advert);
    net.advance(100);
    var withdrawn = net.withdraw(advert);
    net.advance(5);
    assertThat(now(withdrawn).removedNow()).isTrue();
    assertThat(one.peers(TOPIC)).isEmpty();
    assertThat(one.subscribed(TOPIC)).as("the round is open still").isEqualTo(1);
  }

  @Test
  void aWithdrawalIsHonestWhenAServerIsSilent() {
    one.ttl = 300;
    VirtualNet net = net("203.0.113.1:5300", "203.0.113.2:5300");
    Advert advert = new Advert(TOPIC, 3282);
    net.publish(advert);
    net.advance(100);
    one.dead = true;
    var withdrawn = net.withdraw(advert);
    net.advance(2010);
    assertThat(now(withdrawn).removedNow()).isFalse();
    assertThat(Duration.between(net.time.instant(), now(withdrawn).goneBy()).toSeconds())
        .isBetween(290L, 300L);
    assertThat(two.peers(TOPIC)).isEmpty();
  }

  @Test
  void aPublicationThatNobodyTakesFailsByName() {
    one.dead = true;
    two.foreign = true;
    VirtualNet net = net("203.0.113.1:5300", "203.0.113.2:5300");
    CompletableFuture<Receipt> receipt = net.publish(new Advert(TOPIC, 3282));
    net.advance(8000);
    assertThat(receipt).isCompletedExceptionally();
    assertThatThrownBy(receipt::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SourceException.class)
        .hasMessageContaining("203.0.113.1")
        .hasMessageContaining("203.0.113.2");
  }

  @Test
  void whoamiNeedsTwoServersForThePort() {
    VirtualNet alone = net("203.0.113.1:5300");
    var hostOnly = alone.observe();
    alone.advance(5);
    assertThat(now(hostOnly)).contains(PeerAddress.parse("192.0.2.9:0"));
    VirtualNet both = net("203.0.113.1:5300", "203.0.113.2:5300", "203.0.113.3:5300");
    var agreed = both.observe();
    both.advance(5);
    assertThat(now(agreed)).contains(PeerAddress.parse("192.0.2.9:40000"));
    VirtualNet none = net("203.0.113.3:5300");
    var nothing = none.observe();
    none.advance(1740);
    assertThat(nothing).isNotDone();
    none.advance(20);
    assertThat(now(nothing)).isEqualTo(Optional.empty());
  }

  @Test
  void oneServerUnderTwoNamesIsOneOpinion() {
    VirtualNet net = net("203.0.113.1:5300", "disco.example:5300");
    net.names.put("disco.example", List.of(PeerAddress.of(ONE).host()));
    var seen = net.observe();
    net.advance(100);
    assertThat(now(seen)).contains(PeerAddress.parse("192.0.2.9:0"));
  }

  @Test
  void aSinkThatThrowsEndsNothing() {
    one.dead = true;
    VirtualNet net = net("203.0.113.1:5300");
    net.open(TOPIC, new ThrowingSink(), settings);
    net.advance(20_000);
    one.dead = false;
    one.peers(TOPIC).add(PEER);
    net.open(TOPIC, sink, settings);
    net.advance(20_000);
    assertThat(sink.found()).containsExactly(PEER);
  }

  @Test
  void mutatedPacketsFromAServerMakeNothingGrow() {
    VirtualNet net = net("203.0.113.1:5300");
    net.open(Vectors.load("dns-unicast").getString("name"), sink, settings);
    net.advance(100);
    int[] delivered = {0};
    Mutations.each(
        Vectors.packets(Vectors.load("dns-unicast")),
        7L,
        packet -> {
          net.deliver(packet, ONE);
          if (++delivered[0] % 1000 == 0) {
            net.advance(1);
            net.sent.clear();
          }
        });
    assertThat(net.metric("dropped.malformed")).isPositive();
    assertThat(net.metric("dropped.forged")).isPositive();
    assertThat(net.metric("pushes")).isPositive();
    assertThat(net.metric("topics")).isEqualTo(1);
    assertThat(net.metric("requests.open")).isLessThanOrEqualTo(1);
    assertThat(net.metric("timers")).isLessThanOrEqualTo(3);
    assertThat(net.metric("peers")).isLessThanOrEqualTo(100L * (2 + net.millis() / 50_000));
  }

  @Test
  void namesAreResolvedAsideAndAgainWhenTheServerFails() {
    VirtualNet net = net("disco.example:5300");
    net.names.put("disco.example", List.of(PeerAddress.of(ONE).host()));
    one.peers(TOPIC).add(PEER);
    net.open(TOPIC, sink, settings);
    net.advance(30);
    assertThat(sink.found()).containsExactly(PEER);
    one.dead = true;
    two.peers(TOPIC).add(PeerAddress.parse("198.51.100.8:1"));
    net.names.put("disco.example", List.of(PeerAddress.of(TWO).host()));
    net.advance(90_000);
    assertThat(net.asked.size()).isGreaterThan(1);
    assertThat(sink.found()).hasSize(2);
  }

  @Test
  void aChangedListLeavesTheOthersAlone() {
    VirtualNet net = net("203.0.113.1:5300");
    Advert advert = new Advert(TOPIC, 3282);
    net.open(TOPIC, sink, settings);
    net.publish(advert);
    net.advance(100);
    ServerLink kept = net.client.links().get(0);
    net.start(
        ClientSettings.of(
            List.of(ServerSpec.parse("203.0.113.1:5300"), ServerSpec.parse("203.0.113.2:5300"))));
    net.advance(100);
    assertThat(net.client.links().get(0)).isSameAs(kept);
    assertThat(two.peers(TOPIC)).as("announced to the new one").hasSize(1);
    assertThat(two.subscribed(TOPIC)).isEqualTo(1);
    net.start(ClientSettings.of(List.of(ServerSpec.parse("203.0.113.2:5300"))));
    net.advance(100);
    assertThat(one.peers(TOPIC)).as("taken back from the old one").isEmpty();
    assertThat(calls(Kind.FAILED)).isZero();
  }

  @Test
  void zeroAddressesAreTheServersAndZeroPortsNobodys() {
    one.peers(TOPIC)
        .addAll(Set.of(PeerAddress.parse("0.0.0.0:4000"), PeerAddress.parse("198.51.100.1:0")));
    VirtualNet net = net("203.0.113.1:5300");
    net.open(TOPIC, sink, settings);
    net.advance(100);
    assertThat(sink.found()).containsExactly(PeerAddress.parse("203.0.113.1:4000"));
  }

  @Test
  void aClosedRoundLeavesNothingBehind() {
    VirtualNet net = net("203.0.113.1:5300");
    net.advance(100);
    int timers = net.metrics.snapshot().get("timers").intValue();
    List<OpenRound> rounds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rounds.add(net.open("%040x".formatted(i), new RecordingSink(), settings));
    }
    net.advance(2000);
    for (int i = 0; i < 100; i++) {
      OpenRound round = rounds.get(i);
      String label = "%040x".formatted(i);
      net.run(() -> net.client.close(label, round));
    }
    net.advance(100);
    assertThat(net.metric("topics")).isZero();
    assertThat(net.metric("requests.open")).isZero();
    assertThat(net.metric("timers")).isEqualTo(timers);
  }

  @Test
  void aThousandTopicsArePacedAndAskedOnceInAnInterval() {
    VirtualNet net = net("203.0.113.1:5300");
    net.advance(100);
    for (int i = 0; i < 1000; i++) {
      net.open("%040x".formatted(i), new RecordingSink(), settings);
    }
    net.advance(40_000);
    assertThat(one.told()).hasSize(1000);
    long most = 0;
    for (int i = 0; i < 4000; i++) {
      long at = i;
      most = Math.max(most, net.sent.stream().filter(s -> s.millis() == at).count());
    }
    assertThat(most).as("packets in one millisecond").isLessThanOrEqualTo(16);
    assertThat(net.metric("requests.open")).isZero();
    net.advance(60_000);
    assertThat(one.told().size()).isBetween(2000, 2900);
    assertThat(net.metric("timers")).isLessThanOrEqualTo(1001);
  }
}
