package io.waggle.handshake.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.testkit.swarm.MemoryWire;
import io.waggle.testkit.vectors.Mutations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NoiseHandshakeTest {

  private final MemoryWire[] ends = MemoryWire.pair();

  private static void fails(CompletableFuture<?> stage, String with) {
    assertThatThrownBy(stage::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining(with);
  }

  /** What lies in the pipe towards this end. */
  private static byte[] taken(MemoryWire end) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    assertThat(end.read(buffer).toCompletableFuture()).isDone();
    return Peers.bytes(buffer.flip());
  }

  @Test
  void eachLearnsThePublicKeyOfTheOtherAndTheTopic() {
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), ends[1], Topic.named("wasps"), Peers.BEES);
    HandshakeResult here = Peers.dial(Peers.handshake(Peers.ONE), ends[0]).join();
    assertThat(here.remoteId()).contains(Peers.TWO.id());
    assertThat(there.join().remoteId()).contains(Peers.ONE.id());
    assertThat(here.topic()).contains(Peers.BEES);
    assertThat(there.join().topic()).contains(Peers.BEES);
  }

  @Test
  void theIdOfANodeIsItsPublicKey() {
    assertThat(Peers.handshake(Peers.ONE).identity()).contains(Peers.ONE.id());
    assertThat(Peers.ONE.id().bytes())
        .isEqualTo(Peers.CRYPTO.signatures().publicKey(seedOf(1)))
        .hasSize(32);
  }

  private static byte[] seedOf(int number) {
    byte[] seed = new byte[NodeIdentity.SEED];
    java.util.Arrays.fill(seed, (byte) number);
    return seed;
  }

  @Test
  void aTopicThatIsNotJoinedIsRefused() {
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), ends[1], Topic.named("wasps"));
    Peers.dial(Peers.handshake(Peers.ONE), ends[0]);
    fails(there, "a topic that is not joined");
  }

  @Test
  void theTopicDoesNotCrossTheWire() {
    Topic topic = Topic.of("a topic of thirty-two bytes, raw".getBytes(US_ASCII), Hashing.RAW);
    Peers.dial(Peers.handshake(Peers.ONE), ends[0], topic);
    String first = new String(taken(ends[1]), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(first).hasSize(2 + Meeting.TAG + KeyPair.LENGTH).doesNotContain("topic");
  }

  @Test
  void anotherNetworkIsRefused() {
    NoiseHandshake elsewhere =
        Peers.handshake(
            Peers.TWO, new NoiseHandshake.Settings("elsewhere", Set.of(), CipherSuite.CHACHAPOLY));
    Peers.answer(elsewhere, ends[1], Peers.BEES);
    CompletableFuture<HandshakeResult> here = Peers.dial(Peers.handshake(Peers.ONE), ends[0]);
    fails(here, "another network or topic");
  }

  @Test
  void onlyThoseAllowedAreLetIn() {
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.allowing(Peers.TWO, Peers.identity(3).id()), ends[1], Peers.BEES);
    Peers.dial(Peers.handshake(Peers.ONE), ends[0]);
    fails(there, "not on the list 'allow'");

    MemoryWire[] again = MemoryWire.pair();
    there = Peers.answer(Peers.allowing(Peers.TWO, Peers.ONE.id()), again[1], Peers.BEES);
    Peers.dial(Peers.handshake(Peers.ONE), again[0]);
    assertThat(there.join().remoteId()).contains(Peers.ONE.id());
  }

  @Test
  void aBorrowedProofIsNone() throws Exception {
    byte[] stolen = Peers.ONE.proof();
    assertThatThrownBy(
            () -> NodeIdentity.check(Peers.CRYPTO, stolen, Peers.TWO.noise().publicKey()))
        .hasMessageContaining("signature");
    assertThat(NodeIdentity.check(Peers.CRYPTO, stolen, Peers.ONE.noise().publicKey()))
        .isEqualTo(Peers.ONE.id());
  }

  @Test
  void aReplayedDialIsRefused() {
    List<byte[]> recorded = recordedDial();
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), ends[1], Peers.BEES);
    ends[0].write(ByteBuffer.wrap(recorded.get(0)));
    ends[0].write(ByteBuffer.wrap(recorded.get(1)));
    fails(there, "does not open");
  }

  /** The two messages of a dialler to whom all went well. */
  private static List<byte[]> recordedDial() {
    MemoryWire[] one = MemoryWire.pair();
    MemoryWire[] other = MemoryWire.pair();
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), other[1], Peers.BEES);
    CompletableFuture<HandshakeResult> here = Peers.dial(Peers.handshake(Peers.ONE), one[0]);
    List<byte[]> messages = new ArrayList<>();
    messages.add(taken(one[1]));
    other[0].write(ByteBuffer.wrap(messages.get(0)));
    one[1].write(ByteBuffer.wrap(taken(other[0])));
    messages.add(taken(one[1]));
    other[0].write(ByteBuffer.wrap(messages.get(1)));
    assertThat(here).isCompleted();
    assertThat(there).isCompleted();
    return messages;
  }

  @Test
  void aMirrorIsNoPeer() {
    CompletableFuture<HandshakeResult> here = Peers.dial(Peers.handshake(Peers.ONE), ends[0]);
    ends[1].write(ByteBuffer.wrap(taken(ends[1])));
    assertThatThrownBy(here::join).hasCauseInstanceOf(HandshakeException.class);
  }

  @Test
  void aMessageThatIsCutOffOrTooLongIsRefused() {
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), ends[1], Peers.BEES);
    ends[0].write(ByteBuffer.wrap(new byte[] {0, 40, 1}));
    ends[0].finish();
    fails(there, "ended its half");

    MemoryWire[] other = MemoryWire.pair();
    there = Peers.answer(Peers.handshake(Peers.TWO), other[1], Peers.BEES);
    other[0].write(ByteBuffer.wrap(new byte[] {32, 1, 2, 3}));
    fails(there, "of 8193 bytes");
  }

  @Test
  void aKeyOfLowOrderIsRefused() {
    CompletableFuture<HandshakeResult> there =
        Peers.answer(Peers.handshake(Peers.TWO), ends[1], Peers.BEES);
    byte[] zero = new byte[KeyPair.LENGTH];
    byte[] tag =
        new Meeting(Peers.CRYPTO.hashes(), "waggle")
            .tag(new Meeting.Agreed(Peers.BEES, CipherSuite.CHACHAPOLY), zero);
    ByteBuffer message = ByteBuffer.allocate(2 + tag.length + zero.length);
    message.putShort((short) (tag.length + zero.length)).put(tag).put(zero).flip();
    ends[0].write(message);
    fails(there, "low order");
  }

  @Test
  void damagedMessagesNeverLetAnybodyIn() {
    List<byte[]> recorded = recordedDial();
    List<byte[]> firstOnly = List.of(recorded.get(0));
    int[] count = {0};
    Mutations.each(
        firstOnly,
        7,
        packet -> {
          if (count[0]++ % 50 == 0) {
            MemoryWire[] pair = MemoryWire.pair();
            CompletableFuture<HandshakeResult> there =
                Peers.answer(Peers.handshake(Peers.TWO), pair[1], Peers.BEES);
            pair[0].write(ByteBuffer.wrap(packet));
            pair[0].write(ByteBuffer.wrap(recorded.get(1)));
            pair[0].finish();
            assertThatThrownBy(there::join).hasCauseInstanceOf(IOException.class);
          }
        });
  }

  /** Who is dialled takes the cipher of the dialler, whatever he dials with himself. */
  @Test
  void theDiallerChoosesTheCipher() {
    for (CipherSuite suite : CipherSuite.values()) {
      for (CipherSuite other : CipherSuite.values()) {
        MemoryWire[] pair = MemoryWire.pair();
        CompletableFuture<HandshakeResult> there =
            Peers.answer(Peers.handshake(Peers.TWO, dialling(other)), pair[1], Peers.BEES);
        HandshakeResult here =
            Peers.dial(Peers.handshake(Peers.ONE, dialling(suite)), pair[0]).join();
        assertThat(here.remoteId()).contains(Peers.TWO.id());
        byte[] text = "hello".getBytes(US_ASCII);
        here.wire().write(ByteBuffer.wrap(text)).toCompletableFuture().join();
        ByteBuffer into = ByteBuffer.allocate(100);
        assertThat(there.join().wire().read(into).toCompletableFuture().join()).isEqualTo(5);
        assertThat(Peers.bytes(into.flip())).isEqualTo(text);
      }
    }
  }

  private static NoiseHandshake.Settings dialling(CipherSuite suite) {
    return new NoiseHandshake.Settings(NoiseHandshake.Settings.WAGGLE, Set.of(), suite);
  }
}
