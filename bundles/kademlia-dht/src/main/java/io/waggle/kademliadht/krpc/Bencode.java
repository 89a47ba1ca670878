package io.waggle.kademliadht.krpc;

/**
 * Walks bencoded bytes in place (BEP 3). Every method is total: a position before the start, -1,
 * says that the bytes are not bencoding. Nothing is allocated and nothing is thrown.
 */
public final class Bencode {

  /** How deep lists and dictionaries may nest. */
  public static final int MAX_DEPTH = 8;

  /** How many keys a dictionary may have. */
  public static final int MAX_KEYS = 64;

  /** What every method returns for bytes that are no bencoding. */
  public static final int BAD = -1;

  private Bencode() {}

  /** The position behind the element at {@code at}. */
  public static int skip(byte[] b, int at, int end) {
    return skip(b, at, end, 0, false);
  }

  /**
   * Whether the range is one element in canonical form: keys sorted as raw bytes, none twice (BEP
   * 44 stores nothing else).
   */
  public static boolean isCanonical(byte[] b, int at, int length) {
    return length > 0 && skip(b, at, at + length, 0, true) == at + length;
  }

  private static int skip(byte[] b, int at, int end, int depth, boolean strict) {
    if (at < 0 || at >= end || depth > MAX_DEPTH) {
      return BAD;
    }
    return switch (b[at]) {
      case 'i' -> skipInteger(b, at, end);
      case 'l' -> skipList(b, at + 1, end, depth, strict);
      case 'd' -> skipDictionary(b, at + 1, end, depth, strict);
      default -> skipString(b, at, end);
    };
  }

  private static int skipList(byte[] b, int from, int end, int depth, boolean strict) {
    int at = from;
    while (at >= 0 && at < end && b[at] != 'e') {
      at = skip(b, at, end, depth + 1, strict);
    }
    return at >= 0 && at < end ? at + 1 : BAD;
  }

  private static int skipDictionary(byte[] b, int from, int end, int depth, boolean strict) {
    int at = from;
    int previous = BAD;
    for (int keys = 0; at >= 0 && at < end && b[at] != 'e'; keys++) {
      int value = skipString(b, at, end);
      if (value < 0
          || keys == MAX_KEYS
          || (strict && previous >= 0 && !before(b, previous, at, end))) {
        return BAD;
      }
      previous = at;
      at = skip(b, value, end, depth + 1, strict);
    }
    return at >= 0 && at < end ? at + 1 : BAD;
  }

  private static boolean before(byte[] b, int first, int second, int end) {
    int one = stringStart(b, first, end);
    int two = stringStart(b, second, end);
    return java.util.Arrays.compareUnsigned(
            b, one, one + stringLength(b, first, end), b, two, two + stringLength(b, second, end))
        < 0;
  }

  /** The position behind the string at {@code at}. */
  public static int skipString(byte[] b, int at, int end) {
    int start = stringStart(b, at, end);
    if (start < 0) {
      return BAD;
    }
    return start + stringLength(b, at, end);
  }

  /**
   * The position of the first byte of the string at {@code at}, which lies wholly before the end.
   */
  public static int stringStart(byte[] b, int at, int end) {
    int length = stringLength(b, at, end);
    if (length < 0) {
      return BAD;
    }
    int digits = length < 10 ? 1 : length < 100 ? 2 : length < 1000 ? 3 : length < 10000 ? 4 : 5;
    int start = at + digits + 1;
    return length <= end - start ? start : BAD;
  }

  /** The length of the string at {@code at}; a length of more than five digits is bad. */
  public static int stringLength(byte[] b, int at, int end) {
    int length = 0;
    for (int i = at; i < end && i < at + 6; i++) {
      int digit = b[i] - '0';
      if (b[i] == ':') {
        boolean padded = i > at + 1 && b[at] == '0';
        return i == at || padded ? BAD : length;
      }
      if (digit < 0 || digit > 9) {
        return BAD;
      }
      length = length * 10 + digit;
    }
    return BAD;
  }

  private static int skipInteger(byte[] b, int at, int end) {
    int i = at + 1;
    if (i < end && b[i] == '-') {
      i++;
    }
    int first = i;
    while (i < end && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    int digits = i - first;
    if (i >= end || b[i] != 'e' || digits == 0 || digits > 19) {
      return BAD;
    }
    boolean padded = b[first] == '0' && (digits > 1 || b[first - 1] == '-');
    return padded || (digits == 19 && overflows(b, first)) ? BAD : i + 1;
  }

  private static boolean overflows(byte[] b, int first) {
    long value = 0;
    for (int i = first; i < first + 19; i++) {
      value = value * 10 + (b[i] - '0');
    }
    return value < 0;
  }

  /** The value of the integer at {@code at}, which {@link #skip} has accepted. */
  public static long integer(byte[] b, int at) {
    int i = at + 1;
    boolean negative = b[i] == '-';
    if (negative) {
      i++;
    }
    long value = 0;
    for (; b[i] != 'e'; i++) {
      value = value * 10 + (b[i] - '0');
    }
    return negative ? -value : value;
  }
}
