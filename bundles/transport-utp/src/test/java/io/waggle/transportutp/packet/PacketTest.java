package io.waggle.transportutp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PacketTest {

  private static final JsonObject VECTORS = Vectors.load("utp");

  private static byte[] bytes(Packet packet) {
    ByteBuffer out = ByteBuffer.allocate(70_000);
    PacketWriter.write(out, packet);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void recordedPacketsAreReadAndWrittenAlike() {
    for (JsonValue value : VECTORS.getJsonArray("session")) {
      JsonObject expected = value.asJsonObject().getJsonObject("header");
      byte[] datagram = HexFormat.of().parseHex(value.asJsonObject().getString("hex"));
      Packet packet = PacketReader.read(ByteBuffer.wrap(datagram)).orElseThrow();
      assertThat("ST_" + packet.type()).isEqualTo(expected.getString("type"));
      assertThat(packet.connection()).isEqualTo(expected.getInt("connId"));
      assertThat(Integer.toUnsignedLong(packet.timestamp()))
          .isEqualTo(expected.getJsonNumber("timestamp").longValue());
      assertThat(packet.delay()).isEqualTo(expected.getInt("timestampDiff"));
      assertThat(packet.window()).isEqualTo(expected.getInt("window"));
      assertThat(packet.seq()).isEqualTo(expected.getInt("seq"));
      assertThat(packet.ack()).isEqualTo(expected.getInt("ack"));
      byte[] payload = new byte[packet.payload().remaining()];
      packet.payload().duplicate().get(payload);
      assertThat(HexFormat.of().formatHex(payload)).isEqualTo(expected.getString("payload"));
      assertThat(bytes(packet)).isEqualTo(datagram);
    }
  }

  @Test
  void recordedSelectiveAcksAreRead() {
    JsonArray session = VECTORS.getJsonArray("lossSession");
    List<Packet> acks = new ArrayList<>();
    for (JsonValue value : session) {
      byte[] head = HexFormat.of().parseHex(value.asJsonObject().getString("hexHead"));
      Packet packet = PacketReader.read(ByteBuffer.wrap(head)).orElseThrow();
      if (packet.type() == PacketType.STATE) {
        acks.add(packet);
        assertThat(bytes(packet)).isEqualTo(head);
      }
    }
    assertThat(acks).hasSizeGreaterThanOrEqualTo(3);
    SelectiveAck first = acks.get(0).selective();
    assertThat(List.of(first.get(0), first.get(1), first.get(2), first.get(3)))
        .containsExactly(true, true, true, false);
    assertThat(first.bits()).isEqualTo(32);
    assertThat(acks.get(0).payload().hasRemaining()).isFalse();
  }

  @Provide
  Arbitrary<Packet> packets() {
    Arbitrary<Integer> shorts = Arbitraries.integers().between(0, 65_535);
    Arbitrary<SelectiveAck> acks =
        Arbitraries.integers()
            .between(0, 60)
            .set()
            .ofMaxSize(9)
            .map(
                bits -> {
                  SelectiveAck ack = bits.isEmpty() ? SelectiveAck.NONE : SelectiveAck.ofBits(61);
                  bits.forEach(ack::set);
                  return ack;
                });
    return Combinators.combine(
            Arbitraries.of(PacketType.class),
            shorts,
            Arbitraries.integers(),
            Arbitraries.integers(),
            shorts,
            shorts,
            acks,
            Arbitraries.bytes().array(byte[].class).ofMaxSize(1400))
        .as(
            (type, id, time, delay, seq, ack, selective, payload) ->
                new Packet(
                    type,
                    id,
                    time,
                    delay,
                    Integer.toUnsignedLong(delay),
                    seq,
                    ack,
                    selective,
                    ByteBuffer.wrap(payload)));
  }

  @Property(tries = 500)
  void whatIsWrittenIsRead(@ForAll("packets") Packet packet) {
    assertThat(PacketReader.read(ByteBuffer.wrap(bytes(packet)))).contains(packet);
  }

  @Property(tries = 300)
  void paddingIsSkipped(@ForAll("packets") Packet packet, @ForAll short size) {
    int padding = 2 + Math.abs(size % 2000);
    Packet plain =
        new Packet(
            packet.type(),
            packet.connection(),
            packet.timestamp(),
            packet.delay(),
            packet.window(),
            packet.seq(),
            packet.ack(),
            SelectiveAck.NONE,
            packet.payload());
    ByteBuffer out = ByteBuffer.allocate(8000);
    PacketWriter.writePadded(out, plain, padding);
    assertThat(out.position()).isEqualTo(bytes(plain).length + padding);
    assertThat(PacketReader.read(out.flip())).contains(plain);
  }

  @Test
  void damagedPacketsAreReadOrRefused() {
    List<byte[]> recorded = Vectors.packets(VECTORS);
    Mutations.each(
        recorded,
        6,
        bytes -> {
          ByteBuffer datagram = ByteBuffer.wrap(bytes);
          boolean claimed = Packet.looksLikeOne(datagram);
          boolean read = PacketReader.read(datagram).isPresent();
          assertThat(datagram.position()).isZero();
          assertThat(read && !claimed && bytes[4] != 0).isFalse();
        });
  }

  @Test
  void extensionsThatRunOutOfTheDatagramAreRefused() {
    String header = "0107" + "00".repeat(18);
    for (String rest : List.of("", "00", "0001", "01020000", "00ff")) {
      byte[] bytes = HexFormat.of().parseHex(header + rest);
      assertThat(PacketReader.read(ByteBuffer.wrap(bytes))).as(rest).isEmpty();
    }
  }

  @Test
  void dnsWithAnUnluckyIdIsLeftToDns() {
    for (byte[] dns : Vectors.packets(Vectors.load("dns-unicast"))) {
      for (int first : new int[] {0x01, 0x11, 0x21, 0x31, 0x41}) {
        dns[0] = (byte) first;
        assertThat(Packet.looksLikeOne(ByteBuffer.wrap(dns))).isFalse();
      }
    }
    for (byte[] krpc : Vectors.packets(Vectors.load("dht-krpc"))) {
      assertThat(Packet.looksLikeOne(ByteBuffer.wrap(krpc))).isFalse();
    }
    Vectors.packets(VECTORS.get("session"))
        .forEach(utp -> assertThat(Packet.looksLikeOne(ByteBuffer.wrap(utp))).isTrue());
  }

  @Test
  void numbersWrap() {
    assertThat(Sequence.plus(65_535, 1)).isZero();
    assertThat(Sequence.plus(0, -1)).isEqualTo(65_535);
    assertThat(Sequence.distance(1, 65_535)).isEqualTo(2);
    assertThat(Sequence.distance(65_535, 1)).isEqualTo(-2);
  }
}
