package io.waggle.dnsserver;

/**
 * Writes a DNS response into one array. An answer that does not fit into the room given is taken
 * back as a whole. Names are written out, as dns-discovery does; only to those who speak EDNS,
 * which its clients never do, they are written as pointers to the question.
 */
final class Reply {

  private static final int OPT = 11;
  private static final int RDATA_BEFORE = 10;
  private static final char[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();

  private final byte[] bytes;
  private int at;
  private int end;
  private int answers;
  private int answerStart;
  private int dataLengthAt;
  private int stringStart;
  private boolean edns;
  private boolean overflow;

  Reply(int size) {
    bytes = new byte[size];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return at;
  }

  /** Begins with header and question section of the query; false if not even these fit. */
  boolean begin(Query query, int room) {
    int questions = query.questionsEnd();
    edns = query.payload() > 0;
    end = Math.min(room, bytes.length) - (edns ? OPT : 0);
    if (questions > end) {
      return false;
    }
    System.arraycopy(query.packet(), 0, bytes, 0, questions);
    bytes[2] = (byte) 0x80;
    bytes[3] = 0;
    for (int i = 6; i < Query.HEADER; i++) {
      bytes[i] = 0;
    }
    at = questions;
    answers = 0;
    return true;
  }

  /** Bytes left. */
  int room() {
    return end - at;
  }

  /** Begins an answer to that question; its data follow, then {@link #endAnswer}. */
  void beginAnswer(Query query, int question, int type, int ttl) {
    answerStart = at;
    overflow = false;
    if (edns) {
      u16(0xc000 | query.start(question));
    } else {
      DomainName name = query.name(question);
      raw(name.bytes, name.length);
    }
    recordHeader(type, ttl);
  }

  /** Begins a query that asks nothing and has one additional of type SRV. */
  void beginPush(int id, DomainName name, int ttl) {
    overflow = false;
    edns = false;
    at = 0;
    end = bytes.length;
    u16(id);
    u16(0x0100);
    u32(0);
    u32(1);
    raw(name.bytes, name.length);
    recordHeader(Query.TYPE_SRV, ttl);
  }

  /** Closes what {@link #beginPush} began. */
  void endPush() {
    endData();
  }

  private void recordHeader(int type, int ttl) {
    if (fits(RDATA_BEFORE)) {
      u16(type);
      u16(Query.CLASS_IN);
      u32(ttl);
      dataLengthAt = at;
      u16(0);
    }
  }

  private void endData() {
    int length = at - dataLengthAt - 2;
    bytes[dataLengthAt] = (byte) (length >> 8);
    bytes[dataLengthAt + 1] = (byte) length;
  }

  /** Counts the answer, or takes it back if it did not fit. */
  boolean endAnswer() {
    if (overflow) {
      at = answerStart;
      return false;
    }
    endData();
    answers++;
    bytes[6] = (byte) (answers >> 8);
    bytes[7] = (byte) answers;
    return true;
  }

  /** Adds our OPT record, if one was sent to us. */
  void finish(int payload) {
    if (edns) {
      overflow = false;
      end += OPT;
      bytes[11] = 1;
      u8(0);
      u16(41);
      u16(payload);
      u16(0);
      u16(0);
      u16(0);
    }
  }

  private boolean fits(int count) {
    overflow |= at + count > end;
    return !overflow;
  }

  void u8(int value) {
    if (fits(1)) {
      bytes[at++] = (byte) value;
    }
  }

  void u16(int value) {
    if (fits(2)) {
      bytes[at++] = (byte) (value >> 8);
      bytes[at++] = (byte) value;
    }
  }

  void u32(int value) {
    u16(value >>> 16);
    u16(value);
  }

  void u64(long value) {
    u32((int) (value >>> 32));
    u32((int) value);
  }

  void raw(byte[] source, int length) {
    if (fits(length)) {
      System.arraycopy(source, 0, bytes, at, length);
      at += length;
    }
  }

  /** Begins a character string with a key; its value follows, then {@link #endString}. */
  void beginString(byte[] key) {
    stringStart = at;
    u8(0);
    raw(key, key.length);
  }

  void endString() {
    if (!overflow) {
      bytes[stringStart] = (byte) (at - stringStart - 1);
    }
  }

  /** Sets room for {@code count} bytes aside and tells where, or -1 if there is none. */
  int reserve(int count) {
    if (!fits(count)) {
      return -1;
    }
    at += count;
    return at - count;
  }

  /** Writes bytes, a multiple of three, as base64. */
  void base64(byte[] source, int length) {
    if (!fits(length / 3 * 4)) {
      return;
    }
    for (int i = 0; i < length; i += 3) {
      int three =
          ((source[i] & 0xff) << 16) | ((source[i + 1] & 0xff) << 8) | (source[i + 2] & 0xff);
      bytes[at++] = (byte) BASE64[three >>> 18];
      bytes[at++] = (byte) BASE64[(three >>> 12) & 0x3f];
      bytes[at++] = (byte) BASE64[(three >>> 6) & 0x3f];
      bytes[at++] = (byte) BASE64[three & 0x3f];
    }
  }

  /** Writes the text of an address as a name: labels at the dots. */
  void addressName(byte[] text, int length) {
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || text[i] == '.') {
        u8(i - from);
        for (int c = from; c < i; c++) {
          u8(text[c]);
        }
        from = i + 1;
      }
    }
    u8(0);
  }
}
