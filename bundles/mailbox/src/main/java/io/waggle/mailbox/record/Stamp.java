package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import java.util.Arrays;

/**
 * Work done for one record: a nonce whose Argon2id hash (1 MiB, one pass, salted with the record's
 * id) begins with so many zero bits. One stamp serves all holders of its record and no other
 * record.
 *
 * @param nonce 8 bytes
 * @param bits how many zero bits it claims, 0 to {@value #MOST_BITS}
 */
public record Stamp(ByteString nonce, int bits) {

  /** Length of a nonce in bytes. */
  public static final int NONCE = 8;

  /** More is not asked of anybody: mining it takes hours. */
  public static final int MOST_BITS = 24;

  private static final int MEMORY_KIB = 1024;
  private static final int SALT = 16;
  private static final int HASH = 32;

  /** Checks the ranges. */
  public Stamp {
    Octets.length("a nonce", nonce, NONCE);
    if (bits < 0 || bits > MOST_BITS) {
      throw new IllegalArgumentException("a stamp has 0.." + MOST_BITS + " bits, not " + bits);
    }
  }

  /** Whether the work was done for that record. Takes about a millisecond. */
  public boolean holds(Crypto crypto, RecordId record) {
    return work(crypto, salt(crypto, record), nonce) >= bits;
  }

  static byte[] salt(Crypto crypto, RecordId record) {
    return Arrays.copyOf(crypto.hashes().sha256(Labels.STAMP, record.bytes().toBytes()), SALT);
  }

  static int work(Crypto crypto, byte[] salt, ByteString nonce) {
    return Octets.leadingZeros(
        crypto.passwordHash().argon2id(nonce.toBytes(), salt, MEMORY_KIB, 1, 1, HASH));
  }
}
