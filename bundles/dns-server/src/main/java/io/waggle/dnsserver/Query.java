package io.waggle.dnsserver;

/**
 * A DNS message as a server of dns-discovery needs it (RFC 1035 §4): the questions, the TXT records
 * of answers and additionals, and whether EDNS is spoken. Total, bounded and reused: reading
 * allocates nothing.
 */
final class Query {

  /** Length of the header, where the questions begin. */
  static final int HEADER = 12;

  static final int MOST_QUESTIONS = 4;
  static final int MOST_RECORDS = 16;

  static final int TYPE_A = 1;
  static final int TYPE_TXT = 16;
  static final int TYPE_AAAA = 28;
  static final int TYPE_SRV = 33;
  static final int CLASS_IN = 1;
  private static final int TYPE_OPT = 41;

  private final DomainName[] names = new DomainName[MOST_QUESTIONS];
  private final int[] starts = new int[MOST_QUESTIONS];
  private final int[] types = new int[MOST_QUESTIONS];
  private final int[] classes = new int[MOST_QUESTIONS];
  private final TxtRecord[] records = new TxtRecord[MOST_RECORDS];
  private final DomainName scratch = new DomainName();

  private byte[] packet = {};
  private int length;
  private int questions;
  private int questionsEnd;
  private int recordCount;
  private int payload;

  Query() {
    for (int i = 0; i < MOST_QUESTIONS; i++) {
      names[i] = new DomainName();
    }
    for (int i = 0; i < MOST_RECORDS; i++) {
      records[i] = new TxtRecord();
    }
  }

  /**
   * Reads a message; false if it is malformed or has more than {@value #MOST_QUESTIONS} questions.
   */
  boolean read(byte[] bytes, int end) {
    packet = bytes;
    length = end;
    questions = 0;
    recordCount = 0;
    payload = 0;
    if (end < HEADER || u16(4) > MOST_QUESTIONS) {
      return false;
    }
    int at = HEADER;
    for (int i = u16(4); i > 0 && at >= 0; i--) {
      at = question(at);
    }
    questionsEnd = at;
    for (int i = u16(6); i > 0 && at >= 0; i--) {
      at = record(at, true);
    }
    for (int i = u16(8); i > 0 && at >= 0; i--) {
      at = record(at, false);
    }
    for (int i = u16(10); i > 0 && at >= 0; i--) {
      at = record(at, true);
    }
    return at >= 0;
  }

  private int u16(int at) {
    return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
  }

  private int question(int from) {
    int at = names[questions].read(packet, length, from);
    if (at < 0 || at + 4 > length) {
      return -1;
    }
    starts[questions] = from;
    types[questions] = u16(at);
    classes[questions++] = u16(at + 2);
    return at + 4;
  }

  private int record(int from, boolean counts) {
    boolean room = counts && recordCount < MOST_RECORDS;
    DomainName name = room ? records[recordCount].name : scratch;
    int at = name.read(packet, length, from);
    if (at < 0 || at + 10 > length) {
      return -1;
    }
    int data = at + 10;
    int end = data + u16(at + 8);
    if (end > length) {
      return -1;
    }
    int type = u16(at);
    if (type == TYPE_OPT) {
      payload = Math.max(512, u16(at + 2));
    } else if (type == TYPE_TXT && room) {
      if (!records[recordCount].read(packet, data, end)) {
        return -1;
      }
      recordCount++;
    }
    return end;
  }

  int id() {
    return u16(0);
  }

  boolean isResponse() {
    return packet[2] < 0;
  }

  /** 0 for a standard query. */
  int opcode() {
    return (packet[2] >> 3) & 0xf;
  }

  byte[] packet() {
    return packet;
  }

  int length() {
    return length;
  }

  int questions() {
    return questions;
  }

  /** Where the question section ends; it begins at {@link #HEADER}. */
  int questionsEnd() {
    return questionsEnd;
  }

  DomainName name(int question) {
    return names[question];
  }

  /** Where in the packet the name of a question begins. */
  int start(int question) {
    return starts[question];
  }

  int type(int question) {
    return types[question];
  }

  int dnsClass(int question) {
    return classes[question];
  }

  int records() {
    return recordCount;
  }

  TxtRecord record(int n) {
    return records[n];
  }

  /** What the asker takes by EDNS (RFC 6891 §6.2.3), or 0 if it does not speak it. */
  int payload() {
    return payload;
  }
}
