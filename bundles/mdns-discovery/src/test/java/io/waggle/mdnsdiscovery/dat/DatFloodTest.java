package io.waggle.mdnsdiscovery.dat;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.link.SenderBook;
import io.waggle.mdnsdiscovery.wire.MessageWriter;
import io.waggle.mdnsdiscovery.wire.MessageWriter.Presence;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.discovery.RecordingSink.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A thousand made-up senders of answers, five packets a second each, beside three honest nodes. */
class DatFloodTest {

  private static final String TOPIC = "7d831708cc9d3366b14ae91cb78aa10e345e96a0";
  private static final int SENDERS = 1000;
  private static final int PAUSE_MILLIS = 200;
  private static final List<PeerAddress> HONEST =
      List.of(
          PeerAddress.parse("10.0.0.1:3282"),
          PeerAddress.parse("10.0.0.2:3282"),
          PeerAddress.parse("10.0.0.3:3282"));

  private final VirtualLan lan = VirtualLan.wide();
  private final VirtualNode observer = new VirtualNode(lan, 9);
  private final RecordingSink sink = observer.find(TOPIC);
  private final List<InetSocketAddress> forged = new ArrayList<>();
  private final List<byte[]> packets = new ArrayList<>();

  private boolean shakingHands;

  DatFloodTest() {
    MessageWriter writer = new MessageWriter("dat.local");
    for (int i = 0; i < SENDERS; i++) {
      InetAddress from = VirtualLan.address("10.1." + i / 250 + "." + (1 + i % 250));
      forged.add(new InetSocketAddress(from, 5353));
      packets.add(writer.answers(List.of(new Presence(TOPIC, List.of(1024))), "forged" + i).get(0));
    }
  }

  private void honestCome() {
    HONEST.forEach(peer -> new VirtualNode(lan, peer.host().getAddress()[3]).announce(TOPIC, 3282));
  }

  /** Only the observer hears it: for the others it makes no difference. */
  private void flood(int seconds) {
    for (int ms = 0; ms < seconds * 1000; ms += PAUSE_MILLIS) {
      observer.run(
          out -> {
            for (int i = 0; i < SENDERS; i++) {
              ByteBuffer packet = ByteBuffer.wrap(packets.get(i));
              observer.engine.datagram(lan.time.nanoTime(), 0, packet, forged.get(i), out);
            }
          });
      lan.advance(PAUSE_MILLIS);
      shakeHands();
    }
  }

  /** Whoever is found is dialled. */
  private void shakeHands() {
    if (shakingHands) {
      HONEST.stream()
          .filter(sink.found()::contains)
          .forEach(peer -> observer.engine.met(peer.host()));
    }
  }

  private void assertStayed() {
    Set<PeerAddress> found = observer.find(TOPIC).found();
    assertThat(HONEST).allMatch(found::contains);
    assertThat(sink.calls().stream().filter(c -> c.kind() == Kind.LOST))
        .noneMatch(c -> HONEST.contains(c.address().orElseThrow()));
  }

  @Test
  void whoComesInTheFloodIsFoundAndStaysOnceHandsAreShaken() {
    shakingHands = true;
    flood(20);
    honestCome();
    flood(5);
    assertThat(HONEST).allMatch(sink.found()::contains);
    flood(120);
    assertStayed();
  }

  /** What an honest node says unasked drowns in the system's own buffers. */
  @Test
  void whoWasNotHeardWhenHeCameIsFoundBecauseHeIsAsked() {
    flood(20);
    lan.lose(packet -> HONEST.stream().anyMatch(p -> p.host().equals(packet.from().getAddress())));
    honestCome();
    flood(3);
    assertThat(HONEST).noneMatch(sink.found()::contains);
    lan.lose(packet -> false);
    flood(15);
    assertThat(HONEST).allMatch(sink.found()::contains);
  }

  @Test
  void whoseFirstWordsAreLostIsToldWhereWeAre() {
    observer.announce(TOPIC, 4000);
    flood(20);
    lan.lose(packet -> true);
    RecordingSink newcomer = new VirtualNode(lan, 1).find(TOPIC);
    flood(5);
    lan.lose(packet -> packet.from().getAddress().equals(lan.host(1)));
    flood(15);
    assertThat(newcomer.found()).contains(PeerAddress.parse("10.0.0.9:4000"));
  }

  @Test
  void whoWasKnownBeforeTheFloodStays() {
    honestCome();
    lan.advance(130_000);
    flood(120);
    assertStayed();
  }

  @Test
  void whatIsReadOfAFloodIsBounded() {
    flood(20);
    long before = observer.metric("answers.in");
    flood(10);
    assertThat((observer.metric("answers.in") - before) / 10).isLessThan(4_600);
    assertThat(observer.engine.senders()).hasSize(SenderBook.MOST);
    assertThat(observer.find(TOPIC).found()).hasSizeLessThanOrEqualTo(1000);
  }
}
