package io.waggle.handshake.noise;

import io.waggle.api.crypto.Aead;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One key and the number of the next message under it (Noise §5.1), with the cipher of a suite. */
final class CipherState {

  /** Bytes by which a message grows. */
  static final int TAG = 16;

  private static final int KEY = 32;
  private static final byte[] NOTHING = {};

  /** The number that is kept for the new key (§11.3). */
  private static final long LAST = -1L;

  private final CipherSuite suite;
  private final Aead aead;
  private byte[] key;
  private long number;

  CipherState(CipherSuite suite, Aead aead, byte[] key) {
    this.suite = suite;
    this.aead = aead;
    this.key = key;
  }

  /** How many messages have been under way. */
  long number() {
    return number;
  }

  byte[] encrypt(byte[] associated, byte[] plaintext) {
    return aead.seal(key, suite.nonce(number++), associated, plaintext);
  }

  /** Empty if anything was changed; the number stands still then. */
  Optional<byte[]> decrypt(byte[] associated, byte[] ciphertext) {
    Optional<byte[]> plaintext = aead.open(key, suite.nonce(number), associated, ciphertext);
    plaintext.ifPresent(done -> number++);
    return plaintext;
  }

  void encrypt(ByteBuffer plaintext, ByteBuffer into) {
    aead.seal(key, suite.nonce(number++), plaintext, into);
  }

  boolean decrypt(ByteBuffer ciphertext, ByteBuffer into) {
    boolean good = aead.open(key, suite.nonce(number), ciphertext, into);
    number += good ? 1 : 0;
    return good;
  }

  /** Takes a new key made of the old one, which can't be found again (§11.3, REKEY in §4.2). */
  void rekey() {
    byte[] next = aead.seal(key, suite.nonce(LAST), NOTHING, new byte[KEY]);
    java.util.Arrays.fill(key, (byte) 0);
    key = java.util.Arrays.copyOf(next, KEY);
  }
}
