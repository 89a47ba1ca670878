package io.waggle.dnsserver;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Answers questions from the store, in the records that clients of dns-discovery read. */
final class AnswerWriter {

  /** {@code peers=} and 31 entries in base64 are 254 of the 255 bytes a string may have. */
  static final int MOST_PEERS = 31;

  /** {@code peers6=} and 10 entries of 18 bytes in base64 are 247. */
  static final int MOST_PEERS6 = 10;

  /** Records of type SRV, A and AAAA. */
  static final int MOST_RECORDS = 10;

  private static final int ENTRY = 6;
  private static final int ENTRY6 = 18;
  private static final byte[] TOKEN = ascii("token=");
  private static final byte[] HOST = ascii("host=");
  private static final byte[] PORT = ascii("port=");
  private static final byte[] PEERS = ascii("peers=");
  private static final byte[] PEERS6 = ascii("peers6=");

  private final PeerStore peers;
  private final TokenCache tokens;
  private final RandomGenerator random;
  private final int[] drawn = new int[MOST_PEERS];
  private final byte[] raw = new byte[Math.max(MOST_PEERS * ENTRY, MOST_PEERS6 * ENTRY6)];
  private final byte[] text = new byte[Address.MOST_TEXT];

  /** What 0.0.0.0 in the store stands for in answers that name addresses, IPv4-mapped. */
  private long ownLo = Address.lo(new byte[4]);

  int ttl;

  AnswerWriter(PeerStore peers, TokenCache tokens, RandomGenerator random) {
    this.peers = peers;
    this.tokens = tokens;
    this.random = random;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void ownAddress(byte[] ipv4) {
    ownLo = Address.lo(ipv4);
  }

  /** The token, and the asker's address if there is room: a short domain leaves none. */
  void probe(Reply reply, Query query, int question, Asker asker) {
    if (!probe(reply, query, question, asker, true)) {
      probe(reply, query, question, asker, false);
    }
  }

  private boolean probe(Reply reply, Query query, int question, Asker asker, boolean whoami) {
    reply.beginAnswer(query, question, Query.TYPE_TXT, ttl);
    token(reply, asker);
    if (whoami) {
      reply.beginString(HOST);
      reply.raw(text, Address.text(asker.hi, asker.lo, text));
      reply.endString();
      reply.beginString(PORT);
      reply.raw(text, Address.decimal(asker.port, text, 0));
      reply.endString();
    }
    return reply.endAnswer();
  }

  private void token(Reply reply, Asker asker) {
    reply.beginString(TOKEN);
    int at = reply.reserve(TokenCache.TOKEN);
    if (at >= 0) {
      tokens.write(asker.hi, asker.lo, reply.bytes(), at);
    }
    reply.endString();
  }

  /** The token and as many random peers as a string and the room hold. */
  void txt(Reply reply, Query query, int question, Asker asker, long now) {
    reply.beginAnswer(query, question, Query.TYPE_TXT, ttl);
    token(reply, asker);
    entries(reply, query.name(question), true, now);
    if (peers.hasIpv6()) {
      entries(reply, query.name(question), false, now);
    }
    reply.endAnswer();
  }

  private void entries(Reply reply, DomainName name, boolean ipv4, long now) {
    byte[] key = ipv4 ? PEERS : PEERS6;
    int size = ipv4 ? ENTRY : ENTRY6;
    int most =
        Math.min((reply.room() - 1 - key.length) * 3 / 4 / size, ipv4 ? MOST_PEERS : MOST_PEERS6);
    int count = most <= 0 ? 0 : draw(name, ipv4, most, now);
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      entry(drawn[i], ipv4, i * size);
    }
    reply.beginString(key);
    reply.base64(raw, count * size);
    reply.endString();
  }

  private void entry(int entry, boolean ipv4, int at) {
    long lo = peers.lo(entry);
    int next = ipv4 ? put(lo, 4, at) : put(lo, 8, put(peers.hi(entry), 8, at));
    put(peers.port(entry), 2, next);
  }

  private int put(long value, int count, int at) {
    for (int i = 0; i < count; i++) {
      raw[at + i] = (byte) (value >>> (8 * (count - 1 - i)));
    }
    return at + count;
  }

  private int draw(DomainName name, boolean ipv4, int most, long now) {
    int slot = peers.name(name.keyHi, name.keyLo, ipv4);
    return slot == SlotTable.NONE ? 0 : peers.sample(slot, now, most, drawn, random);
  }

  /** One SRV record a peer; IPv6 peers only for those who ask by IPv6. */
  void srv(Reply reply, Query query, int question, Asker asker, long now) {
    int count = draw(query.name(question), true, MOST_RECORDS, now);
    boolean room = srv(reply, query, question, count);
    if (room && !asker.ipv4) {
      srv(reply, query, question, draw(query.name(question), false, MOST_RECORDS, now));
    }
  }

  private boolean srv(Reply reply, Query query, int question, int count) {
    boolean room = true;
    for (int i = 0; i < count && room; i++) {
      reply.beginAnswer(query, question, Query.TYPE_SRV, ttl);
      long hi = peers.hi(drawn[i]);
      srvData(reply, hi, named(hi, peers.lo(drawn[i])), peers.port(drawn[i]));
      room = reply.endAnswer();
    }
    return room;
  }

  /** Length and data of an SRV record (RFC 2782) whose target is the text of an address. */
  private void srvData(Reply reply, long hi, long lo, int port) {
    reply.u16(0);
    reply.u16(0);
    reply.u16(port);
    reply.addressName(text, Address.text(hi, lo, text));
  }

  private long named(long hi, long lo) {
    return (int) lo == 0 && Address.isIpv4(hi, lo) ? ownLo : lo;
  }

  /** One A or AAAA record a peer. */
  void addresses(Reply reply, Query query, int question, boolean ipv4, long now) {
    int count = draw(query.name(question), ipv4, MOST_RECORDS, now);
    boolean room = true;
    for (int i = 0; i < count && room; i++) {
      long lo = peers.lo(drawn[i]);
      reply.beginAnswer(query, question, ipv4 ? Query.TYPE_A : Query.TYPE_AAAA, ttl);
      if (ipv4) {
        reply.u32((int) named(0, lo));
      } else {
        reply.u64(peers.hi(drawn[i]));
        reply.u64(lo);
      }
      room = reply.endAnswer();
    }
  }

  /** The message that tells a subscriber of a new peer. */
  void push(Reply push, int id, DomainName name, long hi, long lo, int port) {
    push.beginPush(id, name, ttl);
    srvData(push, hi, lo, port);
    push.endPush();
  }
}
