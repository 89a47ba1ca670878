package io.waggle.handshake.noise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.testkit.swarm.MemoryWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecureWireTest {

  /** The dialler's end, the wire of the man in the middle, and the answerer's end. */
  private Wire here;

  private MemoryWire middleHere;
  private MemoryWire middleThere;
  private Wire there;

  @BeforeEach
  void shakeHands() {
    MemoryWire[] left = MemoryWire.pair();
    MemoryWire[] right = MemoryWire.pair();
    middleHere = left[1];
    middleThere = right[0];
    CompletableFuture<Wire> answering =
        Peers.answer(Peers.handshake(Peers.TWO), right[1], Peers.BEES).thenApply(r -> r.wire());
    CompletableFuture<Wire> dialling =
        Peers.dial(Peers.handshake(Peers.ONE), left[0]).thenApply(r -> r.wire());
    middleThere.write(ByteBuffer.wrap(take(middleHere)));
    middleHere.write(ByteBuffer.wrap(take(middleThere)));
    middleThere.write(ByteBuffer.wrap(take(middleHere)));
    here = dialling.join();
    there = answering.join();
  }

  private static byte[] take(MemoryWire wire) {
    ByteBuffer buffer = ByteBuffer.allocate(MemoryWire.CAPACITY);
    assertThat(wire.read(buffer).toCompletableFuture()).isDone();
    return Peers.bytes(buffer.flip());
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static CompletableFuture<String> read(Wire wire) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    return wire.read(buffer)
        .thenApply(n -> n < 0 ? "end" : UTF_8.decode(buffer.flip()).toString())
        .toCompletableFuture();
  }

  private byte[] sealed(String text) {
    here.write(text(text));
    return take(middleHere);
  }

  private void breaks(String why) {
    CompletableFuture<String> read = read(there);
    assertThatThrownBy(read::join).hasCauseInstanceOf(IOException.class).hasMessageContaining(why);
    assertThatThrownBy(read(there)::join).hasMessageContaining(why);
  }

  @Test
  void whatIsWrittenIsReadAndNobodyElseCan() {
    byte[] record = sealed("honey");
    assertThat(new String(record, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("honey");
    middleThere.write(ByteBuffer.wrap(record));
    assertThat(read(there).join()).isEqualTo("honey");
  }

  @Test
  void aChangedRecordBreaksTheConnection() {
    byte[] record = sealed("honey");
    record[record.length - 1] ^= 1;
    middleThere.write(ByteBuffer.wrap(record));
    breaks("record 0 of the peer was changed");
  }

  @Test
  void aChangedLengthBreaksTheConnection() {
    byte[] record = sealed("honey");
    record[1]--;
    middleThere.write(ByteBuffer.wrap(record));
    breaks("was changed");
  }

  @Test
  void aLengthBelowThatOfATagBreaksTheConnection() {
    middleThere.write(ByteBuffer.wrap(new byte[] {0, 15}));
    breaks("a record of 15 bytes");
  }

  @Test
  void aRepeatedRecordBreaksTheConnection() {
    byte[] record = sealed("honey");
    middleThere.write(ByteBuffer.wrap(record));
    assertThat(read(there).join()).isEqualTo("honey");
    middleThere.write(ByteBuffer.wrap(record));
    breaks("record 1 of the peer was changed, repeated or left out");
  }

  @Test
  void aRecordLeftOutBreaksTheConnection() {
    sealed("one");
    middleThere.write(ByteBuffer.wrap(sealed("two")));
    breaks("left out");
  }

  private void pass(byte[]... records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] record : records) {
      all.writeBytes(record);
    }
    middleThere.write(ByteBuffer.wrap(all.toByteArray()));
  }

  @Test
  void oneReadTakesAllRecordsThatAreThereAndFit() {
    pass(sealed("one"), sealed("two"), sealed("three"));
    ByteBuffer small = ByteBuffer.allocate(7);
    assertThat(there.read(small).toCompletableFuture().join()).isEqualTo(6);
    assertThat(UTF_8.decode(small.flip()).toString()).isEqualTo("onetwo");
    assertThat(there.read(small.clear().limit(2)).toCompletableFuture().join()).isEqualTo(2);
    assertThat(read(there).join()).isEqualTo("ree");
  }

  @Test
  void whatCameBeforeAChangedRecordIsReadFirst() {
    byte[] good = sealed("honey");
    byte[] changed = sealed("bees");
    changed[5] ^= 1;
    pass(good, changed, sealed("wax"));
    assertThat(read(there).join()).isEqualTo("honey");
    breaks("record 1 of the peer was changed");
  }

  @Test
  void whatCameBeforeTheEndIsReadFirst() {
    byte[] last = sealed("honey");
    here.finish();
    pass(last, take(middleHere));
    assertThat(read(there).join()).isEqualTo("honey");
    assertThat(read(there).join()).isEqualTo("end");
  }

  @Test
  void anEndIsToldFromACut() {
    here.finish();
    middleThere.write(ByteBuffer.wrap(take(middleHere)));
    middleThere.finish();
    assertThat(read(there).join()).isEqualTo("end");
    assertThat(read(there).join()).isEqualTo("end");
  }

  @Test
  void aCutBetweenRecordsIsNoEnd() {
    middleThere.write(ByteBuffer.wrap(sealed("one")));
    assertThat(read(there).join()).isEqualTo("one");
    middleThere.finish();
    breaks("without the record that says so");
  }

  @Test
  void aCutWithinARecordIsNoEnd() {
    middleThere.write(ByteBuffer.wrap(sealed("one"), 0, 7));
    middleThere.finish();
    breaks("within a record");
  }

  @Test
  void closingEndsOurHalfInOrder() {
    here.close();
    middleThere.write(ByteBuffer.wrap(take(middleHere)));
    assertThat(read(there).join()).isEqualTo("end");
  }

  @Test
  void nothingIsWrittenAfterTheEnd() {
    here.finish();
    assertThatThrownBy(here.write(text("late")).toCompletableFuture()::join)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aByteAtATimeIsEnough() {
    for (byte one : sealed("slow")) {
      middleThere.write(ByteBuffer.wrap(new byte[] {one}));
    }
    assertThat(read(there).join()).isEqualTo("slow");
  }

  @Test
  void aSmallBufferGetsARecordInPieces() {
    middleThere.write(ByteBuffer.wrap(sealed("honey")));
    StringBuilder got = new StringBuilder();
    while (got.length() < 5) {
      ByteBuffer two = ByteBuffer.allocate(2);
      there.read(two).toCompletableFuture().join();
      got.append(UTF_8.decode(two.flip()));
    }
    assertThat(got).hasToString("honey");
  }

  @Test
  void keysChangeWhileRecordsFlow() {
    Wire[] ends = Peers.connected();
    for (int i = 0; i < 3 * SecureWire.RECORDS_A_KEY + 5; i++) {
      String line = "line " + i;
      ends[0].write(text(line));
      assertThat(read(ends[1]).join()).isEqualTo(line);
    }
    ends[1].write(text("back"));
    assertThat(read(ends[0]).join()).isEqualTo("back");
  }

  @Test
  void theNewKeyIsThatOfTheSpecification() {
    byte[] key = new byte[32];
    CipherState rekeyed = new CipherState(CipherSuite.CHACHAPOLY, aead(), key.clone());
    rekeyed.rekey();
    byte[] last = new byte[12];
    java.util.Arrays.fill(last, 4, 12, (byte) 0xff);
    byte[] expected =
        java.util.Arrays.copyOf(aead().seal(key, last, new byte[0], new byte[32]), 32);
    assertThat(rekeyed.encrypt(new byte[0], new byte[9]))
        .isEqualTo(aead().seal(expected, new byte[12], new byte[0], new byte[9]));
  }

  private static io.waggle.api.crypto.Aead aead() {
    return Peers.CRYPTO.aead(io.waggle.api.crypto.AeadAlgorithm.CHACHA20_POLY1305);
  }

  @Test
  void aWriterWaitsForItsReader() {
    Wire[] ends = Peers.connected();
    byte[] much = new byte[4 * MemoryWire.CAPACITY];
    new Random(3).nextBytes(much);
    CompletableFuture<Void> written = ends[0].write(ByteBuffer.wrap(much)).toCompletableFuture();
    assertThat(written).isNotDone();
    assertThatThrownBy(ends[0].write(text("more")).toCompletableFuture()::join)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(readAll(ends[1], much.length, 10_000)).isEqualTo(much);
    assertThat(written).isCompleted();
  }

  private static byte[] readAll(Wire wire, int length, int chunk) {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(chunk);
    while (got.size() < length) {
      wire.read(buffer.clear()).toCompletableFuture().join();
      got.writeBytes(Peers.bytes(buffer.flip()));
    }
    return got.toByteArray();
  }

  @Property(tries = 60)
  void anyPiecesArriveAsOneStream(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 150_000) int length) {
    Wire[] ends = Peers.connected();
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    CompletableFuture<Void> written = ends[0].write(ByteBuffer.wrap(bytes)).toCompletableFuture();
    assertThat(readAll(ends[1], length, 1 + random.nextInt(90_000))).isEqualTo(bytes);
    assertThat(written).isCompleted();
  }
}
