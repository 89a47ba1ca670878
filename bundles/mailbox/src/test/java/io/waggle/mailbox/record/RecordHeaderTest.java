package io.waggle.mailbox.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.NodeId;
import io.waggle.testkit.vectors.Mutations;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RecordHeaderTest {

  private static final NodeId BOX = NodeId.parse("ab".repeat(20));

  private static RecordHeader header(long now, long life) {
    return RecordHeader.at(
        RecordType.HEAD, BOX, Samples.fill(5, 32), now, life, SizeClass.K16, 0x01020304);
  }

  @Test
  void layoutIsThatOfTheTable() {
    assertThat(HexFormat.of().formatHex(header(Samples.NOW, RecordHeader.LONGEST).encode()))
        .isEqualTo(
            "0101"
                + "ab".repeat(20)
                + "05".repeat(32)
                + "%08x".formatted(Samples.NOW)
                + "%08x".formatted((Samples.NOW + RecordHeader.LONGEST) / 21_600 * 21_600)
                + "0001"
                + "0010"
                + "01020304");
  }

  @Property
  void whatIsMadeCanBeRead(
      @ForAll @LongRange(min = 1, max = 4_000_000_000L) long now,
      @ForAll @LongRange(min = 1, max = RecordHeader.LONGEST) long life,
      @ForAll SizeClass size,
      @ForAll RecordType type,
      @ForAll int hint) {
    RecordHeader header = RecordHeader.at(type, BOX, Samples.fill(hint, 32), now, life, size, hint);
    assertThat(header.created()).isLessThanOrEqualTo(now).isGreaterThan(now - 3600);
    assertThat(header.expires()).isLessThanOrEqualTo(header.created() + RecordHeader.LONGEST);
    assertThat(RecordHeader.decode(header.encode())).contains(header);
  }

  @Test
  void everyFieldIsChecked() {
    byte[] good = header(Samples.NOW, 3600).encode();
    assertThat(RecordHeader.decode(good)).isPresent();
    refused(good, 0, 2);
    refused(good, 1, 0);
    refused(good, 1, 4);
    refused(good, 57, good[57] + 1);
    refused(good, 61, good[61] + 1);
    refused(good, 58, 0);
    refused(good, 58, 0xff);
    refused(good, 63, 2);
    refused(good, 65, 5);
    refused(good, 64, 1);
    assertThat(RecordHeader.decode(Arrays.copyOf(good, 69))).isEmpty();
    assertThat(RecordHeader.ofWhole(good)).isEmpty();
    assertThat(RecordHeader.ofWhole(Arrays.copyOf(good, 16_384))).isPresent();
    assertThat(RecordHeader.ofWhole(Arrays.copyOf(good, 16_385))).isEmpty();
  }

  private static void refused(byte[] good, int at, int value) {
    byte[] bad = good.clone();
    bad[at] = (byte) value;
    assertThat(RecordHeader.decode(bad)).as("byte %d", at).isEmpty();
  }

  @Test
  void timesMustBeCoarseAndInOrder() {
    assertThatThrownBy(() -> header(Samples.NOW, 40 * 24 * 3600 * -1L))
        .isInstanceOf(IllegalArgumentException.class);
    RecordHeader good = header(Samples.NOW, 3600);
    assertThatThrownBy(
            () ->
                new RecordHeader(
                    good.type(),
                    BOX,
                    good.verifier(),
                    good.created() + 1,
                    good.expires(),
                    good.size(),
                    0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damageIsReadOrRefusedButNeverThrows() {
    List<byte[]> packets =
        List.of(header(Samples.NOW, 3600).encode(), header(1, RecordHeader.LONGEST).encode());
    Mutations.each(
        packets,
        1,
        bytes -> {
          Optional<RecordHeader> read = RecordHeader.decode(bytes);
          read.ifPresent(
              h -> assertThat(h.encode()).isEqualTo(Arrays.copyOf(bytes, RecordHeader.LENGTH)));
        });
  }

  @Test
  void sizesAreFive() {
    assertThat(Arrays.stream(SizeClass.values()).map(SizeClass::bytes))
        .containsExactly(4096, 8192, 16_384, 32_768, 65_536);
    assertThat(SizeClass.fitting(4097)).contains(SizeClass.K8);
    assertThat(SizeClass.fitting(65_537)).isEmpty();
    assertThat(SizeClass.ofBytes(5000)).isEmpty();
  }
}
