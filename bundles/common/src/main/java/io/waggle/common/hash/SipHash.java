package io.waggle.common.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 64 or 128 bits of output (Aumasson, Bernstein 2012): a keyed hash for short
 * inputs, used where a token, a number or the place in a table must not be foreseen and nothing may
 * be allocated, which the platform's Mac cannot do. Not thread-safe.
 *
 * <p>For 64 bits {@link #begin}, then 8 bytes at a time by {@link #word}, then {@link #finish}; or
 * {@link #hash} for bytes of an array. For 128 bits {@link #hash128}, whose result stands in {@link
 * #lo} and {@link #hi} until the next one.
 */
public final class SipHash {

  /** Length of a key in bytes. */
  public static final int KEY = 16;

  private static final VarHandle LE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What tells the longer output's hash from the shorter one's. */
  private static final long LONG_OUTPUT = 0xee;

  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long lo;
  private long hi;
  private int words;

  /** With a key of 128 bits, its first 8 bytes read little-endian, then the other 8. */
  public SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** With the first {@link #KEY} bytes as the key. */
  public static SipHash of(byte[] key) {
    return new SipHash((long) LE_LONG.get(key, 0), (long) LE_LONG.get(key, Long.BYTES));
  }

  /** Begins a hash of 64 bits. */
  public SipHash begin() {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    words = 0;
    return this;
  }

  /** Takes 8 bytes, little-endian. */
  public SipHash word(long m) {
    absorb(m);
    words++;
    return this;
  }

  /** Takes the last bytes, 0 to 7 of them, little-endian in the low end, and gives the hash. */
  public long finish(long tail, int tailBytes) {
    long length = words * 8L + tailBytes;
    absorb(length << 56 | tail);
    v2 ^= 0xff;
    return squeeze();
  }

  /** The hash of 64 bits of the first bytes of an array. */
  public long hash(byte[] bytes, int length) {
    begin();
    takeAll(bytes, length);
    v2 ^= 0xff;
    return squeeze();
  }

  /** Makes the hash of 128 bits of the first bytes of an array. */
  public void hash128(byte[] bytes, int length) {
    begin();
    v1 ^= LONG_OUTPUT;
    takeAll(bytes, length);
    v2 ^= LONG_OUTPUT;
    lo = squeeze();
    v1 ^= 0xdd;
    hi = squeeze();
  }

  /** The first 8 bytes of the last result of 128 bits, read little-endian. */
  public long lo() {
    return lo;
  }

  /** The other 8 bytes. */
  public long hi() {
    return hi;
  }

  private void takeAll(byte[] bytes, int length) {
    int whole = length & ~7;
    for (int at = 0; at < whole; at += Long.BYTES) {
      absorb((long) LE_LONG.get(bytes, at));
    }
    long last = (long) length << 56;
    for (int at = whole; at < length; at++) {
      last |= (bytes[at] & 0xffL) << (8 * (at - whole));
    }
    absorb(last);
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long squeeze() {
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
