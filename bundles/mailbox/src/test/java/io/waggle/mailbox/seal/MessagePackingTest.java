package io.waggle.mailbox.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What is packed comes out again, and is hardly longer than the platform's best would make it. */
class MessagePackingTest {

  private static final String WORDS =
      "Dear Bert, the bees have come back to the old lime tree, and the hive is heavier each day. ";

  private final Random random = new Random(5);

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] base64(int length) {
    return Base64.getMimeEncoder().encode(noise(length));
  }

  /** Words in an order that does not repeat. */
  private byte[] text(int length) {
    String[] words = WORDS.split(" ", -1);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[random.nextInt(words.length)])
          .append(random.nextInt(8) == 0 ? "\r\n" : " ");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static int best(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    int length = deflater.deflate(new byte[bytes.length + 1000]);
    deflater.end();
    return length;
  }

  @Test
  void everyKindComesOutAgainAndIsShort() {
    byte[][] kinds = {
      text(300),
      text(50_000),
      base64(42_000),
      joined(text(5_000), base64(40_000)),
      joined(text(2_000), base64(20_000), text(2_000), base64(9_000), text(20_000)),
      new byte[50_000],
    };
    for (byte[] kind : kinds) {
      byte[] packed = MessagePacking.pack(ByteString.of(kind));
      assertThat(MessagePacking.unpack(packed)).isEqualTo(ByteString.of(kind));
      assertThat(packed.length).isLessThan(best(kind) + best(kind) / 100 + 100);
    }
  }

  @Test
  void whatDoesNotShrinkStaysAsItIs() {
    for (int length : new int[] {0, 1, 3, 4_095, 4_096, 4_097, 60_000}) {
      byte[] kind = noise(length);
      byte[] packed = MessagePacking.pack(ByteString.of(kind));
      assertThat(packed).hasSize(1 + 4 + length);
      assertThat(MessagePacking.unpack(packed)).isEqualTo(ByteString.of(kind));
    }
  }

  @Test
  void slicesOfAnyLengthComeOutAgain() {
    for (int i = 0; i < 300; i++) {
      byte[] kind = joined(text(random.nextInt(6_000)), base64(random.nextInt(6_000)));
      byte[] cut = Arrays.copyOf(kind, random.nextInt(kind.length));
      assertThat(MessagePacking.unpack(MessagePacking.pack(ByteString.of(cut))))
          .isEqualTo(ByteString.of(cut));
    }
  }
}
