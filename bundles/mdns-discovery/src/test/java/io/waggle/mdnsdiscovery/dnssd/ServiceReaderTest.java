package io.waggle.mdnsdiscovery.dnssd;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.HostAddress;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Pointer;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Server;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Text;
import io.waggle.testkit.vectors.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class ServiceReaderTest {

  private static final String LABEL = VirtualBrowser.LABEL;
  private static final byte[] PACKET = Told.all(LABEL, "one", "192.0.2.7", 4001).packet();

  @Test
  void all_four_records_of_a_service_are_read() {
    ServiceMessage message = ServiceReader.read(PACKET).orElseThrow();
    assertThat(message.response()).isTrue();
    Name topic = ServiceNames.topic(LABEL, Told.TCP);
    assertThat(message.records())
        .containsExactly(
            new Pointer(topic, LABEL, Told.instance("one"), 4500),
            new Server(Told.instance("one"), Told.host("host-one"), 4001, 120),
            new Text(
                Told.instance("one"),
                Optional.of(
                    new ServiceText(Optional.empty(), Optional.empty(), OptionalInt.empty())),
                4500),
            new HostAddress(Told.host("host-one"), Told.address("192.0.2.7"), false, 120));
    assertThat(message.names()).contains(topic, Told.host("host-one"));
  }

  @Test
  void questions_give_topics_and_names() {
    Name topic = ServiceNames.topic(LABEL, Told.TCP);
    byte[] packet =
        QuestionWriter.write(
                List.of(new Question(topic, Type.PTR), new Question(Told.host("h"), Type.A)),
                List.of())
            .get(0);
    ServiceMessage message = ServiceReader.read(packet).orElseThrow();
    assertThat(message.response()).isFalse();
    assertThat(message.labels()).containsExactly(LABEL);
    assertThat(message.names()).containsOnly(topic, Told.host("h"));
  }

  @Test
  void names_of_ours_are_told_from_others() {
    assertThat(ServiceNames.label(Name.fromConstantString("_ABCD._SUB._waggle._tcp.local.")))
        .contains("abcd");
    assertThat(ServiceNames.label(Name.fromConstantString("_xyz._sub._waggle._tcp.local.")))
        .isEmpty();
    assertThat(ServiceNames.label(Name.fromConstantString("_abcd._sub._http._tcp.local.")))
        .isEmpty();
    assertThat(ServiceNames.isInstance(Name.fromConstantString("a._waggle._udp.local."))).isTrue();
    assertThat(ServiceNames.isInstance(Name.fromConstantString("_waggle._udp.local."))).isFalse();
  }

  @Test
  void known_answers_that_find_no_room_follow_in_packets_of_their_own() {
    Name topic = ServiceNames.topic(LABEL, Told.TCP);
    List<KnownAnswer> known = new java.util.ArrayList<>();
    for (int i = 0; i < 40; i++) {
      known.add(new KnownAnswer(topic, Told.instance("one" + i), 4000));
    }
    List<byte[]> packets = QuestionWriter.write(List.of(new Question(topic, Type.PTR)), known);
    assertThat(packets).hasSizeGreaterThan(1).allMatch(p -> p.length <= 1452);
    int truncated = 0x02;
    for (int i = 0; i < packets.size(); i++) {
      boolean more = (packets.get(i)[2] & truncated) != 0;
      assertThat(more).isEqualTo(i + 1 < packets.size());
    }
  }

  @Test
  void mutations_are_read_or_refused_and_never_thrown() {
    byte[] question =
        QuestionWriter.write(
                List.of(new Question(ServiceNames.topic(LABEL, Told.TCP), Type.PTR)), List.of())
            .get(0);
    Mutations.each(List.of(PACKET, question), 1, ServiceReader::read);
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll byte[] bytes) {
    ServiceReader.read(bytes);
    ServiceText.read(bytes);
  }

  @Provide
  Arbitrary<ServiceText> texts() {
    Arbitrary<Optional<String>> node =
        Arbitraries.strings().withCharRange('a', 'f').ofMinLength(1).ofMaxLength(16).optional(0.8);
    Arbitrary<Optional<PeerId>> id =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(64)
            .map(PeerId::of)
            .optional(0.5);
    return Combinators.combine(node, id, Arbitraries.integers().between(1, 65_535))
        .as((n, i, port) -> new ServiceText(n, i, OptionalInt.of(port)));
  }

  @Property
  void a_text_is_read_as_it_was_written(@ForAll("texts") ServiceText text) {
    var bytes = new java.io.ByteArrayOutputStream();
    for (String each : text.strings()) {
      bytes.write(each.length());
      bytes.writeBytes(each.getBytes(StandardCharsets.ISO_8859_1));
    }
    assertThat(ServiceText.read(bytes.toByteArray())).contains(text);
  }
}
