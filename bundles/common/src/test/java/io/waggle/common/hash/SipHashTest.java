package io.waggle.common.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SipHashTest {

  private final SipHash sip = SipHash.of(counting(SipHash.KEY));

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static String hex(long littleEndian) {
    return HexFormat.of().toHexDigits(Long.reverseBytes(littleEndian));
  }

  /** Appendix A of the paper. */
  @Test
  void vectorOfThePaper() {
    assertThat(sip.begin().word(0x0706050403020100L).finish(0x0e0d0c0b0a0908L, 7))
        .isEqualTo(0xa129ca6149be45e5L);
  }

  /** The first, the second and the 16th of the authors' test vectors for 64 bits. */
  @Test
  void bytesOfAnArray() {
    assertThat(hex(sip.hash(new byte[0], 0))).isEqualTo("310e0edd47db6f72");
    assertThat(hex(sip.hash(counting(9), 1))).isEqualTo("fd67dc93c539f874");
    assertThat(sip.hash(counting(15), 15)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void wordsAndBytesGiveTheSame() {
    byte[] bytes = counting(24);
    long words =
        sip.begin()
            .word(0x0706050403020100L)
            .word(0x0f0e0d0c0b0a0908L)
            .word(0x1716151413121110L)
            .finish(0, 0);
    assertThat(sip.hash(bytes, 24)).isEqualTo(words);
  }

  /** The first and the 16th of the authors' test vectors for 128 bits. */
  @Test
  void longOutput() {
    sip.hash128(new byte[0], 0);
    assertThat(hex(sip.lo())).isEqualTo("a3817f04ba25a8e6");
    assertThat(hex(sip.hi())).isEqualTo("6df67214c7550293");
    sip.hash128(counting(15), 15);
    assertThat(hex(sip.lo())).isEqualTo("5493e99933b0a811");
    assertThat(hex(sip.hi())).isEqualTo("7e08ec0f97cfc3d9");
  }
}
