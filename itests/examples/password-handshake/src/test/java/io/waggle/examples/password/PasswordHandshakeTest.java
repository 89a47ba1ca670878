package io.waggle.examples.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.testkit.docs.ConfigTable;
import io.waggle.testkit.swarm.MemoryWire;
import io.waggle.testkit.vectors.Mutations;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHandshakeTest {

  private static final PeerId ONE = PeerId.parse("01".repeat(32));
  private static final PeerId TWO = PeerId.parse("02");
  private static final Random RANDOM = new Random(5);

  private final MemoryWire[] ends = MemoryWire.pair();

  private static CompletableFuture<HandshakeResult> negotiate(
      String word, MemoryWire wire, PeerId id, boolean initiator) {
    return new PasswordHandshake(word.getBytes(US_ASCII), RANDOM::nextBytes)
        .negotiate(wire, new HandshakeRequest("t", id, initiator, Optional.empty(), List.of()))
        .toCompletableFuture();
  }

  @Test
  void whoKnowsTheWordIsLetIn() {
    CompletableFuture<HandshakeResult> here = negotiate("bees", ends[0], ONE, true);
    CompletableFuture<HandshakeResult> there = negotiate("bees", ends[1], TWO, false);
    assertThat(here.join().remoteId()).contains(TWO);
    assertThat(there.join().remoteId()).contains(ONE);
  }

  @Test
  void whoKnowsAnotherWordIsNot() {
    CompletableFuture<HandshakeResult> here = negotiate("bees", ends[0], ONE, true);
    CompletableFuture<HandshakeResult> there = negotiate("wasps", ends[1], TWO, false);
    assertThatThrownBy(here::join).hasCauseInstanceOf(HandshakeException.class);
    assertThatThrownBy(there::join).hasCauseInstanceOf(HandshakeException.class);
  }

  @Test
  void anEchoOfOnesOwnBytesIsNoProof() {
    CompletableFuture<HandshakeResult> here = negotiate("bees", ends[0], ONE, true);
    mirror(ByteBuffer.allocate(1024));
    mirror(ByteBuffer.allocate(1024));
    assertThatThrownBy(here::join).hasCauseInstanceOf(HandshakeException.class);
  }

  private void mirror(ByteBuffer buffer) {
    assertThat(ends[1].read(buffer).toCompletableFuture()).isDone();
    ends[1].write(buffer.flip());
  }

  @Test
  void damagedHandshakesAreNeverLetIn() {
    MemoryWire[] recorded = MemoryWire.pair();
    negotiate("bees", recorded[0], TWO, false);
    ByteBuffer hello = ByteBuffer.allocate(18);
    recorded[1].read(hello);
    AtomicInteger refused = new AtomicInteger();
    Mutations.each(
        List.of(hello.array()),
        11,
        packet -> {
          MemoryWire[] pair = MemoryWire.pair();
          CompletableFuture<HandshakeResult> here = negotiate("bees", pair[0], ONE, true);
          pair[1].write(ByteBuffer.wrap(packet));
          pair[1].close();
          assertThat(here).isCompletedExceptionally();
          refused.incrementAndGet();
        });
    assertThat(refused.get()).isEqualTo(Mutations.count());
  }

  @Test
  void theReadmeListsTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }
}
