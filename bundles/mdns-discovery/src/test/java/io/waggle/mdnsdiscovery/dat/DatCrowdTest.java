package io.waggle.mdnsdiscovery.dat;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.RecordingSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many nodes with twenty topics each on one segment. */
class DatCrowdTest {

  private static final int TOPICS = 20;

  private final VirtualLan lan = VirtualLan.fresh();
  private final List<VirtualNode> nodes = new ArrayList<>();
  private final List<RecordingSink> sinks = new ArrayList<>();

  private static String same(int i) {
    return "%040x".formatted(i % TOPICS);
  }

  private static String own(int i) {
    return "%040x".formatted(i);
  }

  /** They come one after the other. */
  private void crowd(int size, IntFunction<String> topics, int millisBetween) {
    for (int n = 0; n < size; n++) {
      VirtualNode node = new VirtualNode(lan, n + 1);
      nodes.add(node);
      for (int t = 0; t < TOPICS; t++) {
        String label = topics.apply(n * TOPICS + t);
        RecordingSink sink = node.find(label);
        if (t == 0) {
          sinks.add(sink);
        }
        node.announce(label, 3282);
      }
      lan.advance(millisBetween);
    }
  }

  private double packetsPerSecond(int seconds) {
    long from = lan.millis();
    lan.advance(seconds * 1000L);
    return lan.since(from) / (double) seconds;
  }

  private static void print(String what, double perSecond) {
    System.out.printf("crowd: %s: %.2f packets a second%n", what, perSecond);
  }

  @Test
  void withTheSameTopicsItIsQuietAtRest() {
    crowd(100, DatCrowdTest::same, 7);
    lan.advance(20_000);
    double rest = packetsPerSecond(130);
    print("the same topics, at rest", rest);
    assertThat(rest).isLessThan(6);
    assertThat(sinks).allMatch(sink -> sink.found().size() == 99);
  }

  @Test
  void withTopicsOfTheirOwnItIsQuietAtRest() {
    crowd(100, DatCrowdTest::own, 7);
    lan.advance(20_000);
    double rest = packetsPerSecond(130);
    print("topics of their own, at rest", rest);
    assertThat(rest).isLessThan(6);
  }

  @Test
  void whoDiesInSilenceIsNotAskedForByEverybody() {
    crowd(40, DatCrowdTest::same, 7);
    lan.advance(20_000);
    nodes.stream().limit(5).forEach(node -> node.down(0));
    double mourning = packetsPerSecond(200);
    print("after five of them died in silence", mourning);
    assertThat(mourning).isLessThan(20);
  }

  @Test
  void whoComesInACrowdIsAnsweredWithinASecond() {
    crowd(30, DatCrowdTest::same, 300);
    double coming = lan.since(0) / (lan.millis() / 1000.0);
    print("as one comes every 0.3 s", coming);
    assertThat(coming).isLessThan(75);
    VirtualNode late = new VirtualNode(lan, 200);
    RecordingSink sink = late.find(same(0));
    lan.advance(1_150);
    assertThat(sink.found()).hasSize(30).contains(PeerAddress.parse("192.0.2.1:3282"));
  }
}
