package io.waggle.mailbox.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.seal.SealedRecord;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private static final Crypto CRYPTO = Samples.CRYPTO;
  private static final long HOUR = Samples.NOW;
  private static final long EXPIRES = HOUR + RecordHeader.LONGEST;

  private static Chunks chunks(int key, long length) {
    ByteString hash = Samples.fill(9, 32);
    return new Chunks(CRYPTO, Manifest.of(Samples.fill(key, 32), length, hash, EXPIRES));
  }

  private static byte[] part(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatIsSealedIsOpened() {
    Chunks chunks = chunks(1, 2L * Manifest.LARGEST_CHUNK + 100);
    byte[] full = part(Manifest.LARGEST_CHUNK);
    byte[] rest = part(100);
    SealedRecord first = chunks.seal(0, HOUR, full);
    SealedRecord last = chunks.seal(2, HOUR, rest);
    assertThat(first.bytes().length()).isEqualTo(SizeClass.K64.bytes());
    assertThat(last.bytes().length()).isEqualTo(SizeClass.K4.bytes());
    assertThat(first.header().type()).isEqualTo(RecordType.CHUNK);
    assertThat(first.header().expires()).isGreaterThan(EXPIRES - RecordHeader.STEP);
    assertThat(chunks.open(0, first.bytes().toBytes())).contains(full);
    assertThat(chunks.open(2, last.bytes().toBytes())).contains(rest);
  }

  @Test
  void madeAgainInTheSameHourItIsTheSameRecord() {
    byte[] part = part(5000);
    assertThat(chunks(1, 5000).seal(0, HOUR, part)).isEqualTo(chunks(1, 5000).seal(0, HOUR, part));
  }

  @Test
  void anHourLaterNoKeyIsUsedTwice() {
    byte[] part = part(5000);
    Chunks chunks = chunks(1, 5000);
    byte[] early = chunks.seal(0, HOUR, part).bytes().toBytes();
    byte[] late = chunks.seal(0, HOUR + 3600, part).bytes().toBytes();
    int same = 0;
    for (int i = RecordHeader.LENGTH; i < early.length; i++) {
      same += early[i] == late[i] ? 1 : 0;
    }
    assertThat(same).isLessThan(early.length / 64);
    assertThat(chunks.open(0, late)).contains(part);
  }

  @Test
  void eachLiesElsewhereAndIsWrittenByItsOwnKey() {
    Chunks chunks = chunks(1, 3L * Manifest.LARGEST_CHUNK);
    assertThat(chunks.box(0)).isNotEqualTo(chunks.box(1));
    assertThat(chunks.proof(0)).isNotEqualTo(chunks.proof(1));
    SealedRecord record = chunks.seal(1, HOUR, part(Manifest.LARGEST_CHUNK));
    PutAuthority right =
        PutAuthority.Keyed.sign(
            CRYPTO, chunks.writeSeed(1).toBytes(), record.id(), new Stamp(Samples.fill(0, 8), 0));
    assertThat(right.allows(CRYPTO, record.id(), record.header().box())).isTrue();
    assertThat(right.allows(CRYPTO, record.id(), chunks.box(0))).isFalse();
  }

  @Test
  void theChunkOfAnotherPlaceOrMailIsNoChunk() {
    Chunks chunks = chunks(1, 3L * Manifest.LARGEST_CHUNK);
    byte[] second = chunks.seal(1, HOUR, part(Manifest.LARGEST_CHUNK)).bytes().toBytes();
    assertThat(chunks.open(0, second)).isEmpty();
    assertThat(chunks(2, 3L * Manifest.LARGEST_CHUNK).open(1, second)).isEmpty();
  }

  @Test
  void everyChangeIsNoticed() {
    Chunks chunks = chunks(1, 3000);
    byte[] good = chunks.seal(0, HOUR, part(3000)).bytes().toBytes();
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      int bit = i < RecordHeader.LENGTH * 8 ? i : random.nextInt(good.length * 8);
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(chunks.open(0, bad)).isEmpty();
    }
    for (int length : new int[] {0, 69, 70, 86, 4095, 4097, 8192}) {
      assertThat(chunks.open(0, java.util.Arrays.copyOf(good, length))).isEmpty();
    }
  }

  @Test
  void aRecordTooSmallForItsPartIsNoChunk() {
    Chunks honest = chunks(1, 3000);
    byte[] small = honest.seal(0, HOUR, part(3000)).bytes().toBytes();
    // Same key and place, but a manifest that promises more than the record has.
    assertThat(chunks(1, 9000).open(0, small)).isEmpty();
  }
}
