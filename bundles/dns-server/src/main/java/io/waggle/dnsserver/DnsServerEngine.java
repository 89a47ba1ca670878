package io.waggle.dnsserver;

import io.waggle.common.dat.TokenSecrets;
import io.waggle.common.hash.SipHash;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The dns-discovery server as a state machine. A question is answered before the records of its
 * packet are obeyed; records count only with a token that was made for the sender's address. Called
 * by one thread at a time.
 */
final class DnsServerEngine implements DatagramEngine {

  /**
   * A reply to a packet without a valid token has at most so many times its bytes: the sender's
   * address may be forged. A probe for {@code dat.local}, the shortest packet of a client, needs
   * 4.85; a lookup with an outdated token gets everything.
   */
  static final int AMPLIFICATION = 5;

  /** Largest reply; fits every path (DNS flag day 2020). */
  static final int LARGEST_REPLY = 1232;

  static final long ROTATION = TimeUnit.MINUTES.toNanos(5);

  private static final int LARGEST_QUERY = 4096;
  private static final int MOST_PUSHES = 16;
  private static final int PUSH_SIZE = 384;
  private static final long SWEEP = TimeUnit.SECONDS.toNanos(1);

  private final PeerStore peers;
  private final PeerStore subscribers;
  private final TokenCache tokens;
  private final RateLimiter limiter;
  private final byte[] nameKey;
  private final SipHash sip;
  private final RandomGenerator random;
  private final ServerMetrics count;
  private final AnswerWriter writer;

  private final byte[] in = new byte[LARGEST_QUERY];
  private final Query query = new Query();
  private final Asker asker = new Asker();
  private final Reply reply = new Reply(LARGEST_REPLY);
  private final Reply push = new Reply(PUSH_SIZE);
  private final ByteBuffer sending = ByteBuffer.allocateDirect(LARGEST_REPLY);
  private final int[] drawn = new int[MOST_PUSHES];
  private DomainName[] domains = {};
  private int pushId;
  private long sweepAt;
  private long rotateAt;

  DnsServerEngine(
      Settings settings,
      TokenSecrets secrets,
      byte[] nameKey,
      RandomGenerator random,
      ServerMetrics count,
      long now) {
    this.peers = new PeerStore(settings.peerLimits(), random.nextLong());
    this.subscribers = new PeerStore(settings.subscriberLimits(), random.nextLong());
    this.tokens = new TokenCache(secrets, random.nextLong());
    this.limiter = new RateLimiter(settings.queriesSecond(), random.nextLong(), now);
    this.nameKey = nameKey.clone();
    this.sip = SipHash.of(nameKey);
    this.random = random;
    this.count = count;
    this.writer = new AnswerWriter(peers, tokens, random);
    this.pushId = random.nextInt(0xffff);
    this.sweepAt = now + SWEEP;
    this.rotateAt = now + ROTATION;
    settings(settings);
  }

  /** Changes everything that needs no socket; what is stored stays. */
  void settings(Settings settings) {
    peers.limits(settings.peerLimits());
    subscribers.limits(settings.subscriberLimits());
    limiter.limit(settings.queriesSecond());
    writer.ttl = (int) Math.min(Integer.MAX_VALUE, settings.ttl().toSeconds());
    domains = settings.domains().stream().map(DomainName::of).toArray(DomainName[]::new);
  }

  PeerStore peers() {
    return peers;
  }

  PeerStore subscribers() {
    return subscribers;
  }

  TokenSecrets secrets() {
    return tokens.secrets();
  }

  byte[] nameKey() {
    return nameKey.clone();
  }

  /** When the secrets were last changed. */
  long rotated() {
    return rotateAt - ROTATION;
  }

  /** Goes on with the period in which an earlier run was stopped. */
  void rotated(long at) {
    rotateAt = at + ROTATION;
  }

  /** What 0.0.0.0 in the store stands for in A and SRV records. */
  void ownAddress(byte[] ipv4) {
    writer.ownAddress(ipv4);
  }

  /**
   * Lists this process itself under a name, as 0.0.0.0: readers take that for the sender of the
   * packet. Lives as long as any other entry.
   */
  void announceOwn(String name, int port, long now, DatagramOutput out) {
    DomainName own = DomainName.of(name);
    own.hash(sip);
    announce(own, Address.hi(new byte[4]), Address.lo(new byte[4]), port, 0, now, out);
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out) {
    count.received.increment();
    int length = packet.remaining();
    if (length < Query.HEADER || length > LARGEST_QUERY) {
      count.malformed.increment();
      return;
    }
    packet.get(in, 0, length);
    if (in[2] < 0) {
      count.ignored.increment();
      return;
    }
    asker.set(from);
    if (!limiter.allows(asker.group, now)) {
      count.limited.increment();
    } else if (!query.read(in, length) || query.opcode() != 0) {
      count.malformed.increment();
    } else {
      serve(now, socket, from, out);
    }
  }

  private void serve(long now, int socket, InetSocketAddress from, DatagramOutput out) {
    boolean replies = reply.begin(query, replySize());
    if (replies) {
      for (int i = 0; i < query.questions(); i++) {
        answer(i, now);
      }
      reply.finish(LARGEST_REPLY);
    } else {
      count.silent.increment();
    }
    for (int i = 0; i < query.records(); i++) {
      obey(query.record(i), socket, now, out);
    }
    if (replies) {
      count.replies.increment();
      send(reply, socket, from, out);
    }
  }

  private int replySize() {
    int taken = query.payload() > 0 ? query.payload() : LARGEST_REPLY;
    int most = Math.min(taken, LARGEST_REPLY);
    return isVerified() ? most : Math.min(most, AMPLIFICATION * query.length());
  }

  private boolean isVerified() {
    for (int i = 0; i < query.records(); i++) {
      if (hasToken(query.record(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasToken(TxtRecord record) {
    return tokens.accepts(asker.hi, asker.lo, in, record.tokenAt, record.tokenLength);
  }

  private void send(Reply message, int socket, InetSocketAddress to, DatagramOutput out) {
    sending.clear().put(message.bytes(), 0, message.length()).flip();
    out.send(socket, sending, to);
  }

  private void answer(int question, long now) {
    DomainName name = query.name(question);
    int depth = query.dnsClass(question) == Query.CLASS_IN ? depth(name) : 0;
    if (depth == 1 && query.type(question) == Query.TYPE_TXT) {
      count.probes.increment();
      writer.probe(reply, query, question, asker);
    } else if (depth == 2) {
      count.lookups.increment();
      name.hash(sip);
      lookup(question, now);
    }
  }

  /** 1 for a domain that is served, 2 for a name below one, 0 for anything else. */
  private int depth(DomainName name) {
    if (domains.length == 0) {
      return Math.max(0, Math.min(2, name.labels() - 1));
    }
    int depth = 0;
    for (DomainName domain : domains) {
      if (name.matches(domain)) {
        return 1;
      }
      depth = name.endsWith(domain) ? 2 : depth;
    }
    return depth;
  }

  private void lookup(int question, long now) {
    switch (query.type(question)) {
      case Query.TYPE_TXT -> writer.txt(reply, query, question, asker, now);
      case Query.TYPE_SRV -> writer.srv(reply, query, question, asker, now);
      case Query.TYPE_A -> writer.addresses(reply, query, question, true, now);
      case Query.TYPE_AAAA -> writer.addresses(reply, query, question, false, now);
      default -> {}
    }
  }

  private void obey(TxtRecord record, int socket, long now, DatagramOutput out) {
    DomainName name = record.name;
    if (depth(name) != 2) {
      return;
    }
    if (!hasToken(record)) {
      count.badTokens.increment();
      return;
    }
    hash(name);
    if (record.announce != TxtRecord.NO_PORT) {
      int port = record.announce == 0 ? asker.port : record.announce;
      announce(name, asker.hi, asker.lo, port, socket, now, out);
    }
    if (record.unannounce != TxtRecord.NO_PORT) {
      count.unannounces.increment();
      int port = record.unannounce == 0 ? asker.port : record.unannounce;
      peers.remove(name.keyHi, name.keyLo, asker.hi, asker.lo, port);
    }
    if (record.subscribe) {
      subscribers.put(name.keyHi, name.keyLo, asker.hi, asker.lo, asker.port, socket, now);
    } else {
      subscribers.remove(name.keyHi, name.keyLo, asker.hi, asker.lo, asker.port);
    }
  }

  /** Nearly always the name of the question, whose hash is known. */
  private void hash(DomainName name) {
    boolean asked = query.questions() > 0 && depth(query.name(0)) == 2;
    if (asked && query.dnsClass(0) == Query.CLASS_IN && name.matches(query.name(0))) {
      name.copyHash(query.name(0));
    } else {
      name.hash(sip);
    }
  }

  private void announce(
      DomainName name, long hi, long lo, int port, int socket, long now, DatagramOutput out) {
    count.announces.increment();
    switch (peers.put(name.keyHi, name.keyLo, hi, lo, port, socket, now)) {
      case NEW -> tell(name, hi, lo, port, now, out);
      case REFUSED -> count.refused.increment();
      case REFRESHED -> {}
    }
  }

  /** Old clients, IPv4 all of them, are not told of peers they can't use. */
  private void tell(DomainName name, long hi, long lo, int port, long now, DatagramOutput out) {
    int room = MOST_PUSHES;
    if (Address.isIpv4(hi, lo)) {
      room -= tell(name, hi, lo, port, true, room, now, out);
    }
    if (room > 0 && subscribers.hasIpv6()) {
      tell(name, hi, lo, port, false, room, now, out);
    }
  }

  private int tell(
      DomainName name,
      long hi,
      long lo,
      int port,
      boolean toIpv4,
      int most,
      long now,
      DatagramOutput out) {
    int slot = subscribers.name(name.keyHi, name.keyLo, toIpv4);
    int found = slot == SlotTable.NONE ? 0 : subscribers.sample(slot, now, most, drawn, random);
    for (int i = 0; i < found; i++) {
      writer.push(push, nextPushId(), name, hi, lo, port);
      int to = drawn[i];
      InetSocketAddress address =
          new InetSocketAddress(
              Address.inet(subscribers.hi(to), subscribers.lo(to)), subscribers.port(to));
      count.pushes.increment();
      send(push, subscribers.via(to), address, out);
    }
    return found;
  }

  /** 65535 is skipped, as the original does. */
  private int nextPushId() {
    pushId = pushId >= 0xfffe ? 0 : pushId + 1;
    return pushId;
  }

  @Override
  public void tick(long now, DatagramOutput out) {
    if (now - sweepAt >= 0) {
      peers.sweep(now);
      subscribers.sweep(now);
      sweepAt = now + SWEEP;
    }
    if (now - rotateAt >= 0) {
      tokens.rotate();
      rotateAt = now + ROTATION;
    }
  }

  @Override
  public long nextDeadline() {
    return Math.min(sweepAt, rotateAt);
  }

  /** Starts the order of the push ids; for tests against recordings. */
  void pushIds(int first) {
    pushId = first - 1;
  }

  /** The domains served; empty for any. */
  List<DomainName> domains() {
    return List.of(domains);
  }
}
