package io.waggle.mailbox.seal;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * Deflates (RFC 1951), looking for strings that repeat only where there are some. Most of a long
 * mail is base64 of what was compressed before: coding its letters by Huffman makes it as short, in
 * a fifth of the time.
 */
final class MessageDeflater {

  private static final int SLICE = 4096;
  private static final int BUFFER = 8192;

  /** Of so many places one must have the four bytes of an earlier one. */
  private static final int SELDOM = 16;

  private static final int SEEN_BITS = 12;
  private static final int GOLDEN = 0x9E3779B1;
  private static final byte[] NOTHING = {};

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER];
  private final int[] seen = new int[1 << SEEN_BITS];
  private int strategy = Deflater.DEFAULT_STRATEGY;

  private MessageDeflater() {}

  static byte[] deflate(byte[] bytes) {
    MessageDeflater work = new MessageDeflater();
    try {
      for (int at = 0; at < bytes.length; at += SLICE) {
        work.slice(bytes, at, Math.min(bytes.length, at + SLICE));
      }
      work.deflater.finish();
      work.drain();
      return work.out.toByteArray();
    } finally {
      work.deflater.end();
    }
  }

  private void slice(byte[] bytes, int from, int to) {
    boolean repeats = repeats(bytes, from, to) * SELDOM > to - from;
    int wanted = repeats ? Deflater.DEFAULT_STRATEGY : Deflater.HUFFMAN_ONLY;
    if (wanted != strategy) {
      strategy = wanted;
      deflater.setStrategy(wanted);
      // Takes effect with the next input, which must not be the slice: that would go the old way.
      deflater.setInput(NOTHING);
      drain();
    }
    deflater.setInput(bytes, from, to - from);
    drain();
  }

  /** At how many places four bytes stand that stood somewhere before, as far as is remembered. */
  private int repeats(byte[] bytes, int from, int to) {
    int count = 0;
    int four = 0;
    for (int i = from; i < to; i++) {
      four = four << Byte.SIZE | (bytes[i] & 0xff);
      int place = (four * GOLDEN) >>> (Integer.SIZE - SEEN_BITS);
      count += seen[place] == four ? 1 : 0;
      seen[place] = four;
    }
    return count;
  }

  private void drain() {
    for (int n = deflater.deflate(buffer); n > 0; n = deflater.deflate(buffer)) {
      out.write(buffer, 0, n);
    }
  }
}
