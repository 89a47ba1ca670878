package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.PeerEntries;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Held against what dns-discovery 6.2.3 really sent. */
class WireVectorsTest {

  private static final JsonObject VECTORS = Vectors.load("dns-unicast");
  private static final JsonObject OVERFLOW = Vectors.load("dns-overflow");
  private static final String NAME = VECTORS.getString("name");
  private static final String TOKEN = VECTORS.getString("tokenFor_127_0_0_1");

  private final QueryWriter writer = new QueryWriter("dat.local", 0);
  private final ReplyReader reader = new ReplyReader("dat.local");

  private static Stream<JsonObject> packets(String sender) {
    return VECTORS.getJsonArray("packets").stream()
        .map(JsonValue::asJsonObject)
        .filter(p -> p.getString("sender").equals(sender));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private byte[] ours(JsonObject packet) {
    String told = packet.getString("description");
    String step = packet.getString("step");
    int id = packet.getJsonObject("decoded").getInt("id");
    if (told.startsWith("probe")) {
      return writer.probe(id);
    } else if (told.startsWith("lookup")) {
      return writer.query(id, RequestKind.LOOKUP, NAME, 0, true, TOKEN);
    } else if (told.startsWith("announce")) {
      String port = step.replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
      int number = told.contains("announce=0") ? 0 : Integer.parseInt(port);
      return writer.query(id, RequestKind.ANNOUNCE, NAME, number, true, TOKEN);
    } else if (told.startsWith("unannounce")) {
      return writer.query(id, RequestKind.UNANNOUNCE, NAME, 3282, false, TOKEN);
    }
    return QueryWriter.ack(id);
  }

  @Test
  void everyPacketOfAClientIsWrittenAsTheOriginalDoes() {
    List<JsonObject> sent = Stream.concat(packets("client1"), packets("client2")).toList();
    assertThat(sent).hasSizeGreaterThan(8);
    for (JsonObject packet : sent) {
      assertThat(HexFormat.of().formatHex(ours(packet)))
          .as(packet.getString("step") + ": " + packet.getString("description"))
          .isEqualTo(packet.getString("hex"));
    }
  }

  @Test
  void everyPacketOfTheServerIsRead() {
    List<JsonObject> sent = packets("server").toList();
    assertThat(sent).hasSizeGreaterThan(8);
    for (JsonObject packet : sent) {
      ServerMessage read = reader.read(hex(packet.getString("hex"))).orElseThrow();
      JsonObject decoded = packet.getJsonObject("decoded");
      assertThat(read.id()).isEqualTo(decoded.getInt("id"));
      assertThat(read.response()).isEqualTo(decoded.getString("qr").equals("response"));
      if (read.response()) {
        assertThat(read.token()).contains(TOKEN);
      } else {
        assertThat(read.pushes()).hasSize(1);
        assertThat(read.pushes().get(0).label()).isEqualTo(NAME);
      }
    }
  }

  @Test
  void aPushNamesThePeer() {
    JsonObject packet =
        packets("server")
            .filter(p -> p.getString("description").startsWith("push"))
            .findFirst()
            .orElseThrow();
    ServerMessage push = reader.read(hex(packet.getString("hex"))).orElseThrow();
    assertThat(push.pushes().get(0).peer()).isEqualTo(PeerAddress.parse("127.0.0.1:4000"));
  }

  private List<PeerAddress> peers(byte[] packet) {
    ServerMessage read = reader.read(packet).orElseThrow();
    assertThat(read.token()).contains(TOKEN);
    return PeerEntries.decode(read.answers().get(0).attributes().text("peers").orElse(""));
  }

  @Test
  void thirtyOnePeersAreRead() {
    assertThat(peers(hex(OVERFLOW.getString("reply31")))).hasSize(31).doesNotHaveDuplicates();
  }

  @Test
  void theDamagedReplyOfThirtyTwoPeersIsReadWhole() {
    List<PeerAddress> all = peers(hex(OVERFLOW.getString("reply32")));
    assertThat(all).hasSize(32).doesNotHaveDuplicates();
    Set<PeerAddress> known = new HashSet<>(peers(hex(OVERFLOW.getString("reply31"))));
    known.removeAll(all);
    assertThat(known).as("both name peers of the same 32").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void anyNumberOfPeersIsReadFromTheDamagedForm() {
    for (int n = 32; n <= 150; n++) {
      List<PeerAddress> peers = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        peers.add(PeerAddress.of(new byte[] {10, 1, (byte) i, (byte) n}, 1 + i));
      }
      assertThat(peers(damaged(peers))).as(n + " peers").isEqualTo(peers);
    }
  }

  /** The reply of the vector with another list of peers, its length wrapped as there. */
  private static byte[] damaged(List<PeerAddress> peers) {
    StringBuilder text = new StringBuilder("peers=");
    for (int i = 0; i < peers.size(); i += 31) {
      List<PeerAddress> some = peers.subList(i, Math.min(i + 31, peers.size()));
      // Entries of 6 bytes are 8 characters each: the parts need no padding.
      text.append(PeerEntries.encode(some));
    }
    String hex = OVERFLOW.getString("reply32");
    String head = hex.substring(0, hex.indexOf("70656572733d") - 2);
    int token = 1 + 6 + TOKEN.length();
    int rdata = token + 1 + text.length();
    int at = head.length() - 2 * token - 4;
    return hex(
        head.substring(0, at)
            + "%04x".formatted(rdata)
            + head.substring(at + 4)
            + "%02x".formatted(text.length() & 0xff)
            + HexFormat.of()
                .formatHex(text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  @Test
  void damagedPacketsAreDroppedOrReadButNeverThrow() {
    List<byte[]> seeds = new ArrayList<>(Vectors.packets(VECTORS));
    seeds.add(hex(OVERFLOW.getString("reply31")));
    seeds.add(hex(OVERFLOW.getString("reply32")));
    int[] read = {0};
    Mutations.each(
        seeds,
        20_261_120L,
        packet -> {
          Optional<ServerMessage> message = reader.read(packet);
          if (message.isPresent()) {
            read[0]++;
            assertThat(message.get().answers().size()).isLessThanOrEqualTo(128);
          }
        });
    assertThat(read[0]).isBetween(1, Mutations.count() - 1);
  }
}
