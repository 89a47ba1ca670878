package io.waggle.dnsserver;

import io.waggle.common.dat.TokenSecrets;
import java.util.Arrays;

/**
 * Tokens of the addresses seen lately, so that a known address costs no hash. Fixed size: a
 * newcomer takes the place of the one before it.
 */
final class TokenCache {

  /** Length of a token in characters. */
  static final int TOKEN = 44;

  private static final int PLACES = 1 << 12;
  private static final int NEWEST = 1;
  private static final int OLDER = 2;

  private final TokenSecrets secrets;
  private final long seed;
  private final long[] hi = new long[PLACES];
  private final long[] lo = new long[PLACES];
  private final byte[] known = new byte[PLACES];
  private final byte[] newest = new byte[PLACES * TOKEN];
  private final byte[] older = new byte[PLACES * TOKEN];
  private final byte[] text = new byte[Address.MOST_TEXT];

  TokenCache(TokenSecrets secrets, long seed) {
    this.secrets = secrets;
    this.seed = seed;
  }

  TokenSecrets secrets() {
    return secrets;
  }

  void rotate() {
    secrets.rotate();
    Arrays.fill(known, (byte) 0);
  }

  private int place(long hi, long lo) {
    int place = (int) SlotTable.mix(SlotTable.mix(hi ^ seed) + lo) & (PLACES - 1);
    if (this.lo[place] != lo || this.hi[place] != hi) {
      this.hi[place] = hi;
      this.lo[place] = lo;
      known[place] = 0;
    }
    return place;
  }

  /** Copies the token an address is to use from now on. */
  void write(long hi, long lo, byte[] into, int at) {
    int place = place(hi, lo);
    fill(place, NEWEST, newest);
    System.arraycopy(newest, place * TOKEN, into, at, TOKEN);
  }

  /** Whether these bytes are a token of that address, by either secret. */
  boolean accepts(long hi, long lo, byte[] bytes, int from, int length) {
    if (length != TOKEN) {
      return false;
    }
    int place = place(hi, lo);
    fill(place, NEWEST, newest);
    if (equal(newest, place * TOKEN, bytes, from)) {
      return true;
    }
    fill(place, OLDER, older);
    return equal(older, place * TOKEN, bytes, from);
  }

  private void fill(int place, int which, byte[] tokens) {
    if ((known[place] & which) == 0) {
      int length = Address.text(hi[place], lo[place], text);
      byte[] token = secrets.token(which == OLDER, text, length);
      System.arraycopy(token, 0, tokens, place * TOKEN, TOKEN);
      known[place] |= (byte) which;
    }
  }

  /** Looks at all bytes whatever the first ones are, so that the time tells nothing. */
  private static boolean equal(byte[] token, int at, byte[] bytes, int from) {
    int difference = 0;
    for (int i = 0; i < TOKEN; i++) {
      difference |= token[at + i] ^ bytes[from + i];
    }
    return difference == 0;
  }
}
