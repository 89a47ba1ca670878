package io.waggle.api.mail;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * Bech32m (BIP 350): bytes as text of letters and digits whose checksum finds every error of up to
 * four symbols. Always lower case when written; either case, but not both, when read.
 */
public final class Bech32m {

  /** Symbols of the checksum. */
  public static final int CHECKSUM = 6;

  private static final int LONGEST = 90;
  private static final int CONSTANT = 0x2bc830a3;
  private static final String SYMBOLS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  private Bech32m() {}

  /**
   * Writes bytes.
   *
   * @param prefix the human-readable part, printable ASCII in lower case
   */
  public static String encode(String prefix, byte[] bytes) {
    byte[] groups = toGroups(bytes);
    byte[] all = new byte[groups.length + CHECKSUM];
    System.arraycopy(groups, 0, all, 0, groups.length);
    int sum = checksum(prefix, all) ^ CONSTANT;
    for (int i = 0; i < CHECKSUM; i++) {
      all[groups.length + i] = (byte) (sum >>> (5 * (5 - i)) & 31);
    }
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte group : all) {
      text.append(SYMBOLS.charAt(group));
    }
    return text.toString();
  }

  /**
   * Reads bytes.
   *
   * @throws IllegalArgumentException if the text has another prefix, a symbol that there is not, or
   *     a wrong checksum; the message tells which
   */
  public static byte[] decode(String prefix, String text) {
    byte[] groups = groups(prefix, text);
    int bits = 0;
    int held = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte group : groups) {
      held = (held << 5 | group) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >>> bits);
      }
    }
    if (bits >= 5 || (held & (1 << bits) - 1) != 0) {
      throw new IllegalArgumentException("the last symbol has bits that mean nothing");
    }
    return bytes.toByteArray();
  }

  /** The groups of five bits without the checksum. */
  static byte[] groups(String prefix, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException("capital and small letters are mixed");
    }
    int separator = lower.lastIndexOf('1');
    if (separator < 1
        || lower.length() > LONGEST
        || !lower.substring(0, separator).equals(prefix)) {
      throw new IllegalArgumentException("it does not begin with '" + prefix + "1'");
    }
    byte[] all = symbols(lower.substring(separator + 1));
    if (checksum(prefix, all) != CONSTANT) {
      throw new IllegalArgumentException("its checksum is wrong: a letter is mistyped or missing");
    }
    byte[] groups = new byte[all.length - CHECKSUM];
    System.arraycopy(all, 0, groups, 0, groups.length);
    return groups;
  }

  private static byte[] symbols(String text) {
    if (text.length() < CHECKSUM) {
      throw new IllegalArgumentException("it is too short");
    }
    byte[] all = new byte[text.length()];
    for (int i = 0; i < all.length; i++) {
      int value = SYMBOLS.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("'" + text.charAt(i) + "' never stands in one");
      }
      all[i] = (byte) value;
    }
    return all;
  }

  private static byte[] toGroups(byte[] bytes) {
    byte[] groups = new byte[(bytes.length * 8 + 4) / 5];
    for (int i = 0; i < groups.length; i++) {
      int bit = i * 5;
      int high = bytes[bit / 8] & 0xff;
      int low = bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0;
      groups[i] = (byte) ((high << 8 | low) >>> (11 - bit % 8) & 31);
    }
    return groups;
  }

  private static int checksum(String prefix, byte[] groups) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) >>> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) & 31);
    }
    for (byte group : groups) {
      sum = step(sum, group);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >>> i & 1) * GENERATOR[i];
    }
    return next;
  }
}
