package io.waggle.mdnsdiscovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.wire.MessageWriter.Presence;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Held against what dns-discovery 6.2.3 really sent to the group. */
class MulticastVectorsTest {

  private static final JsonObject VECTORS = Vectors.load("mdns");
  private static final List<byte[]> PACKETS = Vectors.packets(VECTORS);
  private static final String NAME = VECTORS.getString("name");
  private static final String TOKEN = VECTORS.getString("tokenForAsker_127_0_0_1");

  private final MessageWriter writer = new MessageWriter(VECTORS.getString("domain"));
  private final MessageReader reader = new MessageReader(VECTORS.getString("domain"));

  private static String hex(byte[] packet) {
    return HexFormat.of().formatHex(packet);
  }

  @Test
  void aQuestionIsWrittenAsTheOriginalDoes() {
    assertThat(writer.questions(List.of(NAME)))
        .singleElement()
        .satisfies(packet -> assertThat(hex(packet)).isEqualTo(hex(PACKETS.get(0))));
    assertThat(hex(PACKETS.get(2))).isEqualTo(hex(PACKETS.get(0)));
  }

  @Test
  void anAnswerIsWrittenAsTheOriginalDoes() {
    Presence presence = new Presence(NAME, List.of(3282));
    assertThat(writer.answers(List.of(presence), TOKEN))
        .singleElement()
        .satisfies(packet -> assertThat(hex(packet)).isEqualTo(hex(PACKETS.get(1))));
    assertThat(hex(PACKETS.get(3))).isEqualTo(hex(PACKETS.get(1)));
  }

  @Test
  void theOriginalsQuestionIsRead() {
    MulticastMessage message = reader.read(PACKETS.get(0)).orElseThrow();
    assertThat(message.response()).isFalse();
    assertThat(message.questions()).containsExactly(NAME);
  }

  @Test
  void theOriginalsAnswerIsRead() {
    MulticastMessage message = reader.read(PACKETS.get(3)).orElseThrow();
    assertThat(message.response()).isTrue();
    assertThat(message.questions()).isEmpty();
    MulticastMessage.Answer answer = message.answers().get(0);
    assertThat(answer.label()).isEqualTo(NAME);
    assertThat(answer.token()).contains(TOKEN);
    assertThat(answer.peers()).containsExactly(PeerAddress.parse("0.0.0.0:3282"));
    assertThat(answer.gone()).isEmpty();
  }

  @Test
  void anotherDomainIsNoConcernOfOurs() {
    MessageReader other = new MessageReader("example.local");
    PACKETS.forEach(packet -> assertThat(other.read(packet).orElseThrow().isEmpty()).isTrue());
  }

  @Test
  void damagedPacketsAreDroppedOrReadButNeverThrow() {
    List<byte[]> seeds = new ArrayList<>(PACKETS);
    seeds.addAll(writer.questions(List.of(NAME, "00", "01")));
    seeds.addAll(
        writer.answers(
            List.of(new Presence(NAME, List.of(1, 2)), new Presence("00", List.of(3))), TOKEN));
    seeds.add(writer.goodbye(NAME, 3282, TOKEN));
    int[] read = {0};
    Mutations.each(
        seeds,
        20_261_125L,
        packet -> {
          Optional<MulticastMessage> message = reader.read(packet);
          if (message.isPresent()) {
            read[0]++;
            assertThat(message.get().answers().size()).isLessThanOrEqualTo(256);
          }
        });
    assertThat(read[0]).isBetween(1, Mutations.count() - 1);
  }
}
