package io.waggle.kademliadht.krpc;

import io.waggle.api.dht.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message of BEP 5, read in place: it remembers where things stand and copies nothing. Made
 * once and used for every datagram; valid until the buffer changes. Not thread-safe.
 *
 * <p>A key of the wrong type counts as absent. Unsorted dictionaries are tolerated, a repeated
 * known key is not.
 */
public final class KrpcMessage {

  /** The shortest message that can mean anything; shorter ones are dropped unread. */
  public static final int SHORTEST = 15;

  private static final int MAX_TRANSACTION = 32;

  private final int[] at = new int[Key.COUNT];
  private byte[] b = new byte[0];
  private Kind kind;
  private int transactionAt;
  private int transactionLength;
  private int methodAt;
  private int methodLength;
  private int bodyAt;
  private int bodyEnd;
  private int errorAt;
  private int ipAt;
  private int ipLength;
  private boolean readOnly;
  private int realm;

  /**
   * Reads a datagram.
   *
   * @return whether it is a query, response or error with a transaction id and a body
   */
  public boolean parse(byte[] buffer, int offset, int length) {
    clear(buffer);
    int end = offset + length;
    if (length < SHORTEST || buffer[offset] != 'd') {
      return false;
    }
    int pos = offset + 1;
    for (int keys = 0; pos >= 0 && pos < end && buffer[pos] != 'e'; keys++) {
      pos = keys < Bencode.MAX_KEYS ? topLevel(pos, end) : Bencode.BAD;
    }
    return pos == end - 1 && transactionAt > 0 && kind != null && complete();
  }

  private boolean complete() {
    return switch (kind) {
      case QUERY -> methodAt > 0 && bodyAt > 0;
      case RESPONSE -> bodyAt > 0;
      case ERROR -> errorAt > 0;
    };
  }

  private void clear(byte[] buffer) {
    b = buffer;
    Arrays.fill(at, 0);
    kind = null;
    transactionAt = 0;
    transactionLength = 0;
    methodAt = 0;
    methodLength = 0;
    bodyAt = 0;
    bodyEnd = 0;
    errorAt = 0;
    ipAt = 0;
    ipLength = 0;
    readOnly = false;
    realm = 0;
  }

  private int topLevel(int pos, int end) {
    int length = Bencode.stringLength(b, pos, end);
    int start = Bencode.stringStart(b, pos, end);
    if (start < 0) {
      return Bencode.BAD;
    }
    int value = start + length;
    int next = Bencode.skip(b, value, end);
    if (next < 0) {
      return Bencode.BAD;
    }
    if (length == 1) {
      return single(b[start], value, next) ? next : Bencode.BAD;
    }
    if (length == 2) {
      pair(b[start], b[start + 1], value, next);
    }
    return next;
  }

  private void pair(byte first, byte second, int value, int next) {
    if (first == 'i' && second == 'p' && isString(value)) {
      ipAt = Bencode.stringStart(b, value, next);
      ipLength = next - ipAt;
    } else if (first == 'r' && second == 'o' && b[value] == 'i') {
      readOnly = Bencode.integer(b, value) == 1;
    } else if (first == 'r' && second == 'n' && isString(value) && next - value == 6) {
      realm = (int) readLong4(value + 2);
    }
  }

  private boolean single(byte key, int value, int next) {
    switch (key) {
      case 'a', 'r' -> {
        return b[value] != 'd' || (bodyAt == 0 && body(value, next));
      }
      case 'e' -> errorAt = b[value] == 'l' ? value : 0;
      case 'q' -> {
        methodAt = isString(value) ? Bencode.stringStart(b, value, next) : 0;
        methodLength = next - methodAt;
      }
      case 't' -> {
        int start = isString(value) ? Bencode.stringStart(b, value, next) : 0;
        boolean usable = start > 0 && next - start <= MAX_TRANSACTION && next > start;
        transactionAt = usable ? start : 0;
        transactionLength = next - start;
      }
      case 'y' -> kind = kindOf(value, next);
      default -> {}
    }
    return true;
  }

  private boolean isString(int value) {
    return b[value] >= '0' && b[value] <= '9';
  }

  private Kind kindOf(int value, int next) {
    if (!isString(value) || next - value != 3) {
      return null;
    }
    return switch (b[value + 2]) {
      case 'q' -> Kind.QUERY;
      case 'r' -> Kind.RESPONSE;
      case 'e' -> Kind.ERROR;
      default -> null;
    };
  }

  private boolean body(int value, int end) {
    bodyAt = value;
    bodyEnd = end;
    int pos = value + 1;
    while (b[pos] != 'e') {
      int length = Bencode.stringLength(b, pos, end);
      int start = Bencode.stringStart(b, pos, end);
      int element = start + length;
      Key key = Key.match(b, start, length);
      if (key != null && key.admits(b[element])) {
        if (at[key.index()] != 0) {
          return false;
        }
        at[key.index()] = element;
      }
      pos = Bencode.skip(b, element, end);
    }
    return true;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** The buffer all positions point into. */
  public byte[] buffer() {
    return b;
  }

  /** Whether the body has the key with a value of the right type. */
  public boolean has(Key key) {
    return at[key.index()] != 0;
  }

  /** Whether the body has the key as a string of that length. */
  public boolean has(Key key, int length) {
    return has(key) && length(key) == length;
  }

  /** Where a string begins, or a value of another type with its first byte. */
  public int start(Key key) {
    int element = at[key.index()];
    return isString(element) && key != Key.V ? Bencode.stringStart(b, element, bodyEnd) : element;
  }

  /** The length of a string, or of the encoded value of another type. */
  public int length(Key key) {
    return Bencode.skip(b, at[key.index()], bodyEnd) - start(key);
  }

  /** A number of the body, or what to take if it is absent. */
  public long number(Key key, long absent) {
    return has(key) ? Bencode.integer(b, at[key.index()]) : absent;
  }

  /** A string, or the encoded form of another value, copied; null if absent. */
  public byte[] copy(Key key) {
    return has(key) ? Arrays.copyOfRange(b, start(key), start(key) + length(key)) : null;
  }

  /** An id of the body; the caller has checked that it has 20 bytes. */
  public NodeId id(Key key) {
    return NodeId.read(b, start(key));
  }

  /** First 8 bytes of the 20-byte string of that key. */
  public long idHi(Key key) {
    return readLong(start(key));
  }

  /** Bytes 8 to 15 of the 20-byte string of that key. */
  public long idMid(Key key) {
    return readLong(start(key) + 8);
  }

  /** Bytes 16 to 19 of the 20-byte string of that key. */
  public int idLo(Key key) {
    return (int) readLong(start(key) + 12);
  }

  private long readLong(int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = value << 8 | (b[i] & 0xff);
    }
    return value;
  }

  /** Where the transaction id begins. */
  public int transactionAt() {
    return transactionAt;
  }

  /** The length of the transaction id, 1 to 32. */
  public int transactionLength() {
    return transactionLength;
  }

  /** The transaction id as a number if it has 4 bytes, as ours have; else -1. */
  public long transaction() {
    return transactionLength == 4 ? readLong4(transactionAt) : -1;
  }

  private long readLong4(int from) {
    long value = 0;
    for (int i = from; i < from + 4; i++) {
      value = value << 8 | (b[i] & 0xff);
    }
    return value;
  }

  /** Whether the query's method is this one. */
  public boolean isMethod(byte[] name) {
    return name.length == methodLength
        && Arrays.equals(name, 0, name.length, b, methodAt, methodAt + methodLength);
  }

  /** The query's method as text. */
  public String method() {
    return new String(b, methodAt, methodLength, StandardCharsets.ISO_8859_1);
  }

  /** First byte and length of the method, to tell the usual ones apart at once. */
  public int methodShape() {
    return methodLength == 0 ? 0 : methodLength << 8 | b[methodAt];
  }

  /** BEP 43: the sender must not be put into a table. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Ours: which private network it belongs to, 0 for the open one. */
  public int realm() {
    return realm;
  }

  /** Where the body's dictionary begins. */
  public int bodyAt() {
    return bodyAt;
  }

  /** The position behind the body. */
  public int bodyEnd() {
    return bodyEnd;
  }

  /** BEP 42: the address the responder saw us at, or null. */
  public Endpoint seenAs() {
    if (ipAt > 0 && ipLength == Family.V4.endpointLength()) {
      return Endpoint.read(b, ipAt, Family.V4);
    }
    return ipAt > 0 && ipLength == Family.V6.endpointLength()
        ? Endpoint.read(b, ipAt, Family.V6)
        : null;
  }

  /** The code of an error, or 0 if it has none. */
  public int errorCode() {
    if (errorAt == 0 || b[errorAt + 1] != 'i') {
      return 0;
    }
    long code = Bencode.integer(b, errorAt + 1);
    return code > 0 && code < 100_000 ? (int) code : 0;
  }

  /** The text of an error, cut to 200 bytes. */
  public String errorText() {
    if (errorCode() == 0) {
      return "";
    }
    int text = Bencode.skip(b, errorAt + 1, b.length);
    int start = Bencode.stringStart(b, text, b.length);
    int length = Bencode.stringLength(b, text, b.length);
    return start < 0 ? "" : new String(b, start, Math.min(length, 200), StandardCharsets.UTF_8);
  }
}
