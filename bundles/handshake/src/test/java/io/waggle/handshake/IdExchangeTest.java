package io.waggle.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.testkit.swarm.MemoryWire;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdExchangeTest {

  private static final PeerId LOCAL = PeerId.of(new byte[32]);

  private static HandshakeRequest request(PeerId local) {
    return new HandshakeRequest("test", local, true, Optional.empty(), List.of());
  }

  private static CompletableFuture<HandshakeResult> negotiate(MemoryWire wire, PeerId local) {
    return new IdExchange().negotiate(wire, request(local)).toCompletableFuture();
  }

  private static byte[] bytesOf(MemoryWire wire) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    CompletableFuture<Integer> read = wire.read(buffer).toCompletableFuture();
    assertThat(read).isDone();
    buffer.flip();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static void send(MemoryWire wire, byte[] bytes) {
    wire.write(ByteBuffer.wrap(bytes));
  }

  @Test
  void theRecordedBytesAreSentAndUnderstood() {
    List<JsonObject> vectors =
        Vectors.load("handshake-id").getJsonArray("vectors").stream()
            .map(JsonValue::asJsonObject)
            .toList();
    assertThat(vectors).hasSize(3);
    for (JsonObject vector : vectors) {
      PeerId id = PeerId.parse(vector.getString("id"));
      byte[] wire = HexFormat.of().parseHex(vector.getString("hex"));
      MemoryWire[] ends = MemoryWire.pair();
      CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], id);
      assertThat(bytesOf(ends[1])).isEqualTo(wire);
      send(ends[1], wire);
      assertThat(shaken.join().remoteId()).contains(id);
    }
  }

  @Property(tries = 200)
  void twoEndsLearnEachOther(
      @ForAll @Size(min = 1, max = 256) byte[] one, @ForAll @Size(min = 1, max = 256) byte[] two) {
    MemoryWire[] ends = MemoryWire.pair();
    CompletableFuture<HandshakeResult> here = negotiate(ends[0], PeerId.of(one));
    CompletableFuture<HandshakeResult> there = negotiate(ends[1], PeerId.of(two));
    assertThat(here.join().remoteId()).contains(PeerId.of(two));
    assertThat(there.join().remoteId()).contains(PeerId.of(one));
    assertThat(here.join().topic()).isEmpty();
  }

  @Test
  void theBytesBehindTheIdAreTheApplications() {
    MemoryWire[] ends = MemoryWire.pair();
    CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
    send(ends[1], HexFormat.of().parseHex("0101"));
    send(ends[1], "hello".getBytes(US_ASCII));
    assertThat(shaken).isDone();
    assertThat(bytesOf((MemoryWire) shaken.join().wire())).isEqualTo("hello".getBytes(US_ASCII));
  }

  @Test
  void anIdThatComesByteByByteIsUnderstood() {
    MemoryWire[] ends = MemoryWire.pair();
    CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
    byte[] wire = HexFormat.of().parseHex("c801" + "bb".repeat(200));
    for (byte b : wire) {
      assertThat(shaken).isNotDone();
      send(ends[1], new byte[] {b});
    }
    assertThat(shaken.join().remoteId()).contains(PeerId.parse("bb".repeat(200)));
  }

  @Test
  void aHugeLengthIsRefusedBeforeAnythingIsAllocated() {
    for (String huge : List.of("ffffffff07", "8102", "ffffffffffffffffff01", "8080808080808000")) {
      MemoryWire[] ends = MemoryWire.pair();
      CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
      send(ends[1], HexFormat.of().parseHex(huge));
      assertThatThrownBy(shaken::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(HandshakeException.class);
    }
  }

  @Test
  void aPeerThatEndsWithinTheHandshakeHasBrokenIt() {
    MemoryWire[] ends = MemoryWire.pair();
    CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
    send(ends[1], new byte[] {32, 1, 2});
    ends[1].close();
    assertThatThrownBy(shaken::join).hasCauseInstanceOf(HandshakeException.class);
  }

  @Test
  void aWireThatBreaksFailsTheHandshake() {
    MemoryWire[] ends = MemoryWire.pair();
    CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
    ends[0].close();
    assertThatThrownBy(shaken::join).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void damagedExchangesEndInAnIdOrAnErrorAndNothingElse() {
    AtomicInteger ids = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Mutations.each(
        Vectors.packets(Vectors.load("handshake-id")),
        7,
        packet -> {
          MemoryWire[] ends = MemoryWire.pair();
          CompletableFuture<HandshakeResult> shaken = negotiate(ends[0], LOCAL);
          send(ends[1], packet);
          ends[1].close();
          assertThat(shaken).isDone();
          shaken
              .handle(
                  (result, error) -> {
                    if (error == null) {
                      return ids.incrementAndGet();
                    }
                    assertThat(error).hasCauseInstanceOf(HandshakeException.class);
                    return refused.incrementAndGet();
                  })
              .join();
        });
    assertThat(ids.get() + refused.get()).isEqualTo(Mutations.count());
    assertThat(ids).hasPositiveValue();
    assertThat(refused).hasPositiveValue();
  }

  @Test
  void noneSendsAndReadsNothing() {
    MemoryWire[] ends = MemoryWire.pair();
    send(ends[1], new byte[] {7});
    HandshakeResult result =
        new NoHandshake().negotiate(ends[0], request(LOCAL)).toCompletableFuture().join();
    assertThat(result.remoteId()).isEmpty();
    assertThat(result.wire()).isSameAs(ends[0]);
    assertThat(bytesOf(ends[0])).containsExactly(7);
    assertThat(ends[1].read(ByteBuffer.allocate(1)).toCompletableFuture()).isNotDone();
  }
}
