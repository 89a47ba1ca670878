package io.waggle.mailbox.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.Samples;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private static final ByteString KEY = Samples.fill(1, 32);
  private static final ByteString HASH = Samples.fill(2, 32);

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll @IntRange(min = 1, max = Manifest.LONGEST) int length,
      @ForAll @LongRange(min = 0, max = 0xffffffffL) long expires) {
    Manifest manifest = Manifest.of(KEY, length, HASH, expires);
    assertThat(Manifest.decode(manifest.encode())).isEqualTo(manifest);
    long sum = 0;
    for (int i = 0; i < manifest.count(); i++) {
      assertThat(manifest.offsetOf(i)).isEqualTo(sum);
      assertThat(manifest.lengthOf(i)).isBetween(1, Manifest.LARGEST_CHUNK);
      sum += manifest.lengthOf(i);
    }
    assertThat(sum).isEqualTo(length);
  }

  @Test
  void thirtyTwoMebibytesAreTheMost() {
    assertThat(Manifest.of(KEY, Manifest.LONGEST, HASH, 9).count()).isEqualTo(513);
    assertThatThrownBy(() -> Manifest.of(KEY, Manifest.LONGEST + 1L, HASH, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Manifest(KEY, 1 << 20, HASH, 1024, 1024, 9))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Manifest(KEY, 1 << 20, HASH, 65_536, 16, 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mutationsAreReadOrRefusedAndNeverHuge() {
    byte[] good = Manifest.of(KEY, 1_000_000, HASH, 9).encode();
    Random random = new Random(17);
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      byte[] cut = i % 5 == 0 ? Arrays.copyOf(bad, random.nextInt(120)) : bad;
      try {
        Manifest manifest = Manifest.decode(cut);
        assertThat(manifest.count()).isBetween(1, 1024);
        read++;
      } catch (MalformedException | IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
    assertThat(read).isPositive();
  }
}
