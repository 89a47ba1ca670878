package io.waggle.dnsserver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson, Bernstein 2012). Keyed, so that nobody outside can
 * make two names meet: the store keeps the hash in place of the name. Not thread-safe: the result
 * stands in {@link #hi} and {@link #lo} until the next call.
 */
final class SipHash {

  /** Length of a key in bytes. */
  static final int KEY = 16;

  private static final VarHandle LE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] key;
  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /** The first 8 bytes of the last result, read little-endian. */
  long lo;

  /** The other 8 bytes. */
  long hi;

  SipHash(byte[] key) {
    this.key = key.clone();
    this.k0 = (long) LE_LONG.get(key, 0);
    this.k1 = (long) LE_LONG.get(key, 8);
  }

  byte[] key() {
    return key.clone();
  }

  void hash(byte[] bytes, int length) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
    int whole = length & ~7;
    for (int at = 0; at < whole; at += 8) {
      absorb((long) LE_LONG.get(bytes, at));
    }
    long last = (long) length << 56;
    for (int at = whole; at < length; at++) {
      last |= (bytes[at] & 0xffL) << (8 * (at - whole));
    }
    absorb(last);
    v2 ^= 0xee;
    lo = squeeze();
    v1 ^= 0xdd;
    hi = squeeze();
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
