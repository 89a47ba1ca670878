package io.waggle.mdnsdiscovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.wire.MessageWriter.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** We read what we write, and so does dnsjava, in domains of any number of labels. */
class MessageRoundTripTest {

  private static final String TOKEN = "gntPVc1h6GVa+WN2FqLxhJgIyoD3D5//8XbL8eB0m5k=";

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofMinLength(2).ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> domains() {
    return Arbitraries.of("dat.local", "local", "a.long.private.example.org", "Mixed.Case");
  }

  @Property(tries = 200)
  void questionsFitIntoFewPackets(
      @ForAll("domains") String domain,
      @ForAll @Size(min = 1, max = 90) Set<@From("labels") String> labels)
      throws Exception {
    List<String> read = new ArrayList<>();
    List<byte[]> packets = new MessageWriter(domain).questions(labels);
    for (byte[] packet : packets) {
      assertThat(packet.length).isLessThanOrEqualTo(MessageWriter.LARGEST);
      assertThat(new Message(packet).getHeader().getID()).isZero();
      MulticastMessage message = new MessageReader(domain).read(packet).orElseThrow();
      assertThat(message.response()).isFalse();
      read.addAll(message.questions());
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(labels);
    assertThat(packets.size()).isLessThanOrEqualTo(1 + labels.size() / 15);
  }

  @Property(tries = 200)
  void answersFitIntoFewPackets(
      @ForAll("domains") String domain,
      @ForAll @Size(min = 1, max = 60) Set<@From("labels") String> labels,
      @ForAll @Size(min = 1, max = 3) Set<@IntRange(min = 1, max = 65535) Integer> ports)
      throws Exception {
    List<Integer> sorted = List.copyOf(new TreeSet<>(ports));
    List<Presence> presences = labels.stream().map(l -> new Presence(l, sorted)).toList();
    List<String> read = new ArrayList<>();
    for (byte[] packet : new MessageWriter(domain).answers(presences, TOKEN)) {
      assertThat(packet.length).isLessThanOrEqualTo(MessageWriter.LARGEST);
      Message asDnsjava = new Message(packet);
      assertThat(asDnsjava.getHeader().getFlag(Flags.AA)).isTrue();
      MulticastMessage message = new MessageReader(domain).read(packet).orElseThrow();
      assertThat(message.response()).isTrue();
      assertThat(message.answers()).hasSameSizeAs(asDnsjava.getSection(Section.ANSWER));
      message
          .answers()
          .forEach(
              answer -> {
                read.add(answer.label());
                assertThat(answer.token()).contains(TOKEN);
                assertThat(answer.peers().stream().map(PeerAddress::port)).isEqualTo(sorted);
              });
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(labels);
  }

  @Test
  void aGoodbyeNamesThePortAndNoPeer() {
    byte[] packet = new MessageWriter("dat.local").goodbye("00ff", 3282, TOKEN);
    MulticastMessage.Answer answer =
        new MessageReader("DAT.local").read(packet).orElseThrow().answers().get(0);
    assertThat(answer.gone()).hasValue(3282);
    assertThat(answer.peers()).isEmpty();
    assertThat(answer.token()).contains(TOKEN);
  }

  @Test
  void thirtyOnePortsAreSaidAtMost() {
    List<Integer> ports = new ArrayList<>();
    for (int port = 1; port <= 40; port++) {
      ports.add(port);
    }
    byte[] packet =
        new MessageWriter("dat.local").answers(List.of(new Presence("00", ports)), TOKEN).get(0);
    MulticastMessage message = new MessageReader("dat.local").read(packet).orElseThrow();
    assertThat(message.answers().get(0).peers()).hasSize(31);
  }
}
