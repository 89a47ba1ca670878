package io.waggle.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.swarm.spi.HandshakeException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LengthPrefixTest {

  private static int read(int limit, int... bytes) throws HandshakeException {
    LengthPrefix prefix = new LengthPrefix(limit);
    for (int i = 0; i < bytes.length; i++) {
      boolean last = prefix.take((byte) bytes[i]);
      assertThat(last).isEqualTo(i == bytes.length - 1);
    }
    return prefix.value();
  }

  @Property
  void whatIsWrittenIsRead(@ForAll @IntRange(min = 1) int number) throws HandshakeException {
    ByteBuffer out = ByteBuffer.allocate(LengthPrefix.MAX_BYTES);
    LengthPrefix.write(number, out);
    out.flip();
    int[] bytes = new int[out.remaining()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = out.get();
    }
    assertThat(read(Integer.MAX_VALUE, bytes)).isEqualTo(number);
  }

  @Test
  void aPaddedNumberIsUnderstood() throws HandshakeException {
    assertThat(read(256, 0xa0, 0x80, 0x00)).isEqualTo(32);
  }

  @Test
  void aNumberAboveTheLimitIsRefusedAtTheFirstByteThatTellsIt() throws HandshakeException {
    assertThatThrownBy(() -> read(256, 0xff, 0x7f)).isInstanceOf(HandshakeException.class);
    assertThat(read(256, 0x80, 0x02)).isEqualTo(256);
    assertThatThrownBy(() -> read(256, 0x81, 0x02)).isInstanceOf(HandshakeException.class);
  }

  @Test
  void aNumberWithoutEndIsRefused() {
    assertThatThrownBy(() -> read(256, 0x80, 0x80, 0x80, 0x80, 0x80))
        .isInstanceOf(HandshakeException.class);
  }

  @Test
  void zeroIsNoLength() {
    assertThatThrownBy(() -> read(256, 0)).isInstanceOf(HandshakeException.class);
  }
}
