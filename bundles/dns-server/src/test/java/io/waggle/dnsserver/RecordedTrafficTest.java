package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.dat.TokenSecrets;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server against recordings of dns-discovery 6.2.3: same bytes for the same secrets. */
class RecordedTrafficTest {

  private static final HexFormat HEX = HexFormat.of();
  private final JsonObject recording = Vectors.load("dns-unicast");
  private final Lab lab = new Lab(Lab.serving(Lab.settings(), "dat.local"), secrets());

  private TokenSecrets secrets() {
    return new TokenSecrets(
        HEX.parseHex(recording.getString("secretCurrent")),
        HEX.parseHex(recording.getString("secretPrevious")),
        bytes -> {});
  }

  private static InetSocketAddress sender(JsonObject packet) {
    return switch (packet.getString("sender")) {
      case "client1" -> Lab.at("127.0.0.1", 40001);
      case "client2" -> Lab.at("127.0.0.1", 40002);
      default -> Lab.at("127.0.0.1", 40003);
    };
  }

  @Test
  void everyReplyAndPushHasTheRecordedBytes() {
    lab.engine.pushIds(22956);
    List<Lab.Sent> waiting = new ArrayList<>();
    int compared = 0;
    for (JsonValue value : recording.getJsonArray("packets")) {
      JsonObject packet = value.asJsonObject();
      byte[] bytes = HEX.parseHex(packet.getString("hex"));
      if (packet.getString("sender").equals("server")) {
        takeMatching(waiting, bytes);
        compared++;
      } else {
        assertThat(waiting).as("sent, but not in the recording").isEmpty();
        waiting.addAll(lab.receive(bytes, sender(packet)));
      }
      if (packet.containsKey("reply")) {
        takeMatching(waiting, HEX.parseHex(packet.getString("reply")));
        compared++;
        waiting.removeIf(sent -> sent.to().getPort() == 40002); // pushes, not recorded by hand
      }
    }
    assertThat(waiting).isEmpty();
    assertThat(compared).isEqualTo(19);
  }

  /** Which of two subscribers hears first, and the order of peers, are left to chance. */
  private static void takeMatching(List<Lab.Sent> waiting, byte[] recorded) {
    String wanted = canonical(recorded);
    List<String> candidates = waiting.stream().map(sent -> canonical(sent.bytes())).toList();
    assertThat(candidates).contains(wanted);
    waiting.remove(candidates.indexOf(wanted));
  }

  /** The same bytes with the peers of a string, and whole records, in a fixed order. */
  private static String canonical(byte[] message) {
    String hex = HEX.formatHex(message);
    int peers = hex.indexOf(HEX.formatHex("peers=".getBytes(StandardCharsets.US_ASCII)));
    if (peers >= 0) {
      String head = hex.substring(0, peers + 12);
      return head + sorted(hex.substring(peers + 12), 16);
    }
    int answers = message[6] << 8 | message[7];
    int questionEnd = 12 + 51 + 1 + 4;
    if (answers > 1 && (hex.length() / 2 - questionEnd) % answers == 0) {
      String tail = hex.substring(2 * questionEnd);
      return hex.substring(0, 2 * questionEnd) + sorted(tail, tail.length() / answers);
    }
    return hex;
  }

  private static String sorted(String text, int size) {
    String[] parts = new String[text.length() / size];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = text.substring(i * size, (i + 1) * size);
    }
    Arrays.sort(parts);
    return String.join("", parts);
  }

  @Test
  void theStoreEndsAsRecorded() {
    for (JsonValue value : recording.getJsonArray("packets")) {
      JsonObject packet = value.asJsonObject();
      if (!packet.getString("sender").equals("server")) {
        lab.receive(HEX.parseHex(packet.getString("hex")), sender(packet));
      }
    }
    List<String> records = new ArrayList<>();
    lab.engine
        .peers()
        .forEach(
            lab.time.nanoTime(),
            (keyHi, keyLo, hi, lo, port, seen) ->
                records.add(Address.inet(hi, lo).getHostAddress() + ":" + port));
    assertThat(records)
        .containsExactlyInAnyOrder(
            "127.0.0.1:40001", "127.0.0.1:5556", "127.0.0.1:4000", "127.0.0.1:5557");
  }
}
