package io.waggle.kademliadht.store;

import io.waggle.kademliadht.krpc.Endpoint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The filter of BEP 33: 256 bytes, two bits an address, taken from its SHA-1. */
public final class BloomFilter {

  /** Length in bytes. */
  public static final int LENGTH = 256;

  private static final int BITS = LENGTH * 8;

  private final byte[] bits = new byte[LENGTH];

  /** Adds the address, whatever the port. */
  public void add(Endpoint endpoint) {
    byte[] compact = new byte[18];
    int end = endpoint.write(compact, 0) - 2;
    MessageDigest sha1 = sha1();
    sha1.update(compact, 0, end);
    byte[] hash = sha1.digest();
    set((hash[0] & 0xff) | (hash[1] & 0xff) << 8);
    set((hash[2] & 0xff) | (hash[3] & 0xff) << 8);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private void set(int value) {
    int index = value % BITS;
    bits[index / 8] |= (byte) (1 << (index % 8));
  }

  /** Adds all that another filter holds. */
  public void merge(byte[] other, int at) {
    for (int i = 0; i < LENGTH; i++) {
      bits[i] |= other[at + i];
    }
  }

  /** How many addresses were added, as estimated by BEP 33. */
  public double estimate() {
    int zero = 0;
    for (byte b : bits) {
      zero += 8 - Integer.bitCount(b & 0xff);
    }
    double c = Math.min(BITS - 1, Math.max(1, zero));
    return Math.log(c / BITS) / (2 * Math.log(1 - 1.0 / BITS));
  }

  /** The 256 bytes. */
  public byte[] toBytes() {
    return bits.clone();
  }
}
