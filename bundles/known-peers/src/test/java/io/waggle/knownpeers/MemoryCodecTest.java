package io.waggle.knownpeers;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.knownpeers.PeerMemory.TopicKey;
import io.waggle.testkit.vectors.Mutations;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MemoryCodecTest {

  @Provide
  Arbitrary<Map<TopicKey, Map<PeerAddress, Instant>>> memories() {
    Arbitrary<TopicKey> keys =
        Combinators.combine(
                Arbitraries.strings().ofMaxLength(8), Arbitraries.strings().numeric().ofLength(40))
            .as(TopicKey::new);
    Arbitrary<PeerAddress> addresses =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(4),
                Arbitraries.integers().between(1, 65535))
            .as(PeerAddress::of);
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    return Arbitraries.maps(keys, Arbitraries.maps(addresses, times).ofMaxSize(5)).ofMaxSize(5);
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll("memories") Map<TopicKey, Map<PeerAddress, Instant>> memory)
      throws IOException {
    assertThat(MemoryCodec.decode(MemoryCodec.encode(memory))).isEqualTo(memory);
  }

  @Test
  void damagedBytesAreRefusedOrReadAndNeverWorse() throws IOException {
    Map<PeerAddress, Instant> peers = new LinkedHashMap<>();
    peers.put(PeerAddress.parse("192.0.2.1:1"), Instant.ofEpochSecond(1));
    peers.put(PeerAddress.parse("[2001:db8::1]:1"), Instant.ofEpochSecond(2));
    byte[] good = MemoryCodec.encode(Map.of(new TopicKey("public", "ab"), peers));
    int[] outcomes = new int[2];
    Mutations.each(
        List.of(good),
        11,
        bytes -> {
          try {
            long entries = MemoryCodec.decode(bytes).values().stream().mapToLong(Map::size).sum();
            assertThat(entries).isLessThanOrEqualTo(bytes.length / 15);
            outcomes[0]++;
          } catch (IOException e) {
            outcomes[1]++;
          }
        });
    assertThat(outcomes[0]).isPositive();
    assertThat(outcomes[1]).isPositive();
  }
}
