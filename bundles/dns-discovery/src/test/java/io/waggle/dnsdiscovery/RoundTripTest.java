package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import io.waggle.common.dat.PeerEntries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** dnsjava reads what we write, and we read what it writes. */
class RoundTripTest {

  private final QueryWriter writer = new QueryWriter("dat.local", 0);
  private final ReplyReader reader = new ReplyReader("DAT.local");

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(40);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .excludeChars('\\', '"', '=')
        .ofMinLength(1)
        .ofMaxLength(128);
  }

  @Provide
  Arbitrary<PeerAddress> peers() {
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofSize(4),
            Arbitraries.integers().between(0, 65535))
        .as(PeerAddress::of);
  }

  @Property
  void queriesAreReadByDnsjava(
      @ForAll("labels") String label,
      @ForAll("tokens") String token,
      @ForAll @IntRange(min = 1, max = 65535) int id,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll boolean subscribe)
      throws Exception {
    byte[] packet = writer.query(id, RequestKind.ANNOUNCE, label, port, subscribe, token);
    Message message = new Message(packet);
    assertThat(message.getHeader().getID()).isEqualTo(id);
    assertThat(message.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(message.getQuestion().getName()).hasToString(label + ".dat.local.");
    TXTRecord record = (TXTRecord) message.getSection(Section.ADDITIONAL).get(0);
    List<String> strings = new ArrayList<>();
    record
        .getStringsAsByteArrays()
        .forEach(bytes -> strings.add(new String(bytes, StandardCharsets.US_ASCII)));
    Attributes attributes = Attributes.of(strings);
    assertThat(attributes.flag("subscribe")).isEqualTo(subscribe);
    assertThat(attributes.text("token")).contains(token);
    assertThat(attributes.port("announce")).hasValue(port);
  }

  @Property
  void repliesOfDnsjavaAreRead(
      @ForAll("labels") String label,
      @ForAll("tokens") String token,
      @ForAll @Size(max = 31) List<@net.jqwik.api.From("peers") PeerAddress> peers,
      @ForAll @IntRange(min = 1, max = 65535) int id) {
    List<String> strings = List.of("token=" + token, "peers=" + PeerEntries.encode(peers));
    ServerMessage read = reader.read(Replies.txt(id, label, strings)).orElseThrow();
    assertThat(read.id()).isEqualTo(id);
    assertThat(read.answersTo(label)).isTrue();
    assertThat(read.token()).contains(token);
    assertThat(PeerEntries.decode(read.answers().get(0).attributes().text("peers").orElseThrow()))
        .isEqualTo(peers);
  }
}
