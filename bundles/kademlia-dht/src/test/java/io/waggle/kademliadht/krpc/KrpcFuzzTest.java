package io.waggle.kademliadht.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KrpcFuzzTest {

  @Test
  void damagedPacketsNeverThrow() {
    List<byte[]> packets = Vectors.packets(Vectors.load("dht-krpc").get("packets"));
    KrpcMessage message = new KrpcMessage();
    int[] read = new int[1];
    Mutations.each(
        packets,
        17,
        packet -> {
          if (packet.length > 0 && message.parse(packet, 0, packet.length)) {
            read[0]++;
            touch(message);
          }
        });
    assertThat(read[0]).isPositive().isLessThan(Mutations.count());
  }

  private static void touch(KrpcMessage message) {
    for (Key key : Key.values()) {
      if (message.has(key)) {
        assertThat(message.start(key) + message.length(key)).isLessThanOrEqualTo(message.bodyEnd());
      }
    }
    message.seenAs();
    message.errorText();
    if (message.bodyAt() > 0) {
      ArgumentCodec.read(message.buffer(), message.bodyAt(), message.bodyEnd());
    }
  }

  @Property
  void argumentsComeBack(
      @ForAll @Size(max = 40) byte[] bytes,
      @ForAll long number,
      @ForAll @Size(max = 5) List<Long> list) {
    DhtArguments values =
        DhtArguments.NONE
            .with("b", bytes)
            .with("n", number)
            .with("l", list)
            .with("id", NodeId.of(number, ~number, 7));
    KrpcWriter out = new KrpcWriter();
    ArgumentCodec.write(values.values(), out);
    assertThat(out.length()).isEqualTo(ArgumentCodec.length(values.values()));
    if (number != Long.MIN_VALUE && !list.contains(Long.MIN_VALUE)) {
      assertThat(Bencode.isCanonical(out.buffer(), 0, out.length())).isTrue();
      assertThat(ArgumentCodec.read(out.buffer(), 0, out.length())).isEqualTo(values);
      assertThat(values.bytes("b")).contains(ByteString.of(bytes));
    }
  }

  @Property
  void endpointsComeBack(@ForAll long hi, @ForAll long lo, @ForAll int port) {
    byte[] compact = new byte[18];
    for (Endpoint each : List.of(Endpoint.v6(hi, lo, port), Endpoint.v4((int) lo, port))) {
      int length = each.write(compact, 0);
      assertThat(length).isEqualTo(each.family().endpointLength());
      assertThat(Endpoint.read(compact, 0, each.family())).isEqualTo(each);
    }
  }
}
