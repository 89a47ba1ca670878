package io.waggle.kademliadht.security;

/**
 * SipHash-2-4 (Aumasson, Bernstein, 2012): a keyed hash of 64 bits for short inputs. Used where a
 * token or a table index must not be foreseen and nothing may be allocated, which the platform's
 * Mac cannot do. Feed 8 bytes at a time, then finish.
 */
public final class SipHash {

  private final long k0;
  private final long k1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private int words;

  /** With a key of 128 bits. */
  public SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Begins a hash. */
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
    v3 ^= m;
    round();
    round();
    v0 ^= m;
    words++;
    return this;
  }

  /** Takes the last bytes, 0 to 7 of them, little-endian in the low end, and gives the hash. */
  public long finish(long tail, int tailBytes) {
    long length = (words * 8L + tailBytes) & 0xff;
    word(length << 56 | tail);
    v2 ^= 0xff;
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
