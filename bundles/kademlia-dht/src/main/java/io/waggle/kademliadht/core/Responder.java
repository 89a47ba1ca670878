package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcError;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.security.Addresses;
import io.waggle.kademliadht.security.SourceLimiter;
import java.nio.charset.StandardCharsets;

/**
 * Answers queries. Nothing is allocated for ping, find_node and get_peers; an answer is as long as
 * its asker's credit allows and never over 1,024 bytes (BEP 32), but for items (BEP 44).
 */
final class Responder {

  /** BEP 32: what an answer may be long. */
  static final int LONGEST = 1024;

  /** What fits any IPv6 path unfragmented (RFC 8200 §5): 1,280 less headers. */
  static final int LONGEST_ITEM = 1232;

  static final byte[] PING = ascii("ping");
  static final byte[] FIND_NODE = ascii("find_node");
  static final byte[] GET_PEERS = ascii("get_peers");
  static final byte[] ANNOUNCE_PEER = ascii("announce_peer");
  static final byte[] GET = ascii("get");
  static final byte[] PUT = ascii("put");
  static final byte[] SAMPLE = ascii("sample_infohashes");

  /** A source is no table entry unless it may be one: at most so many are noted a second. */
  private static final int NOTED_PER_SECOND = 8;

  private final NodeContext node;
  private final KrpcMessage query;
  private final ReplyWriter reply;
  private final Storing storing;
  private final Extensions extensions;
  private SourceLimiter limiter;
  private int slot;
  private int budgetSecond;
  private int budgetLeft;
  private int notedSecond;
  private int notedLeft;
  private long valueCredit;

  Responder(NodeContext node) {
    this.node = node;
    this.query = node.work.message;
    this.reply = new ReplyWriter(node);
    this.storing = new Storing(node, reply);
    this.extensions = new Extensions(node, reply);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  Extensions extensions() {
    return extensions;
  }

  /** Counts a query before it is read; false if it is one too many. */
  boolean admit(long now, Endpoint from) {
    slot = SourceLimiter.REFUSED;
    Limits limits = node.config.limits();
    int second = node.seconds(now);
    if (second != budgetSecond) {
      budgetSecond = second;
      budgetLeft = limits.all();
      valueCredit = 65_536;
    }
    if (budgetLeft-- <= 0) {
      return false;
    }
    if (limits.sources() == 0 || (limits.exemptLocal() && Addresses.isLocal(from))) {
      return true;
    }
    if (limiter == null) {
      limiter =
          new SourceLimiter(limits.sources(), node.entropy.nextLong(), node.entropy.nextLong());
    }
    slot = limiter.admit(node.tenths(now) * 10, from, limits.queries());
    return slot != SourceLimiter.REFUSED;
  }

  /** Limits have changed. */
  void reconfigure() {
    limiter = null;
    budgetSecond = -1;
  }

  void answer(long now, Home home, Endpoint from, int length) {
    if (node.config.readOnly()) {
      return;
    }
    if (!query.has(Key.ID, NodeId.LENGTH)) {
      refuse(home, from, length, KrpcError.PROTOCOL, "id is missing");
      return;
    }
    if (isOwn(home)) {
      node.count(Stat.JUNK);
      return;
    }
    boolean known = note(now, home, from);
    reply.begin(home, from, room(known, length));
    dispatch(now, home, from, length);
    if (slot != SourceLimiter.REFUSED) {
      limiter.spent(slot, reply.sent());
    }
  }

  private boolean isOwn(Home home) {
    NodeId id = home.id();
    return query.idHi(Key.ID) == id.hi()
        && query.idMid(Key.ID) == id.mid()
        && query.idLo(Key.ID) == id.lo();
  }

  private int room(boolean known, int length) {
    if (slot == SourceLimiter.REFUSED || known) {
      return LONGEST;
    }
    return Math.min(LONGEST, limiter.room(slot, length));
  }

  /** Whether the asker has answered us before; if not, it may be worth a question. */
  private boolean note(long now, Home home, Endpoint from) {
    long hi = query.idHi(Key.ID);
    long mid = query.idMid(Key.ID);
    int lo = query.idLo(Key.ID);
    if (query.isReadOnly() || from.family() != home.family()) {
      return false;
    }
    boolean wanted = home.table().asking(node.tenths(now), hi, mid, lo, from);
    if (wanted && mayNote(now) && node.mayBeNode(from)) {
      if (home.table().heard(node.tenths(now), NodeId.of(hi, mid, lo), from)) {
        node.newcomers.accept(now);
      }
    }
    return !wanted && home.table().isVerified(hi, mid, lo, from);
  }

  private boolean mayNote(long now) {
    int second = node.seconds(now);
    if (second != notedSecond) {
      notedSecond = second;
      notedLeft = NOTED_PER_SECOND;
    }
    return notedLeft-- > 0;
  }

  private void dispatch(long now, Home home, Endpoint from, int length) {
    switch (query.methodShape()) {
      case 4 << 8 | 'p' -> ping(home, from, length);
      case 9 << 8 | 'f' -> findNode(now, home, from, length);
      case 9 << 8 | 'g' -> getPeers(now, home, from, length);
      case 13 << 8 | 'a' -> announce(now, home, from, length);
      case 3 << 8 | 'g' -> get(now, home, from, length);
      case 3 << 8 | 'p' -> put(now, home, from, length);
      case 17 << 8 | 's' -> sample(now, home, from, length);
      default -> other(now, home, from, length);
    }
  }

  private void ping(Home home, Endpoint from, int length) {
    if (!query.isMethod(PING)) {
      other(0, home, from, length);
      return;
    }
    node.count(Stat.PING);
    reply.end();
  }

  private void findNode(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(FIND_NODE)) {
      other(now, home, from, length);
    } else if (query.has(Key.TARGET, NodeId.LENGTH)) {
      nodes(now, Key.TARGET);
    } else {
      refuse(home, from, length, KrpcError.PROTOCOL, "target is missing");
    }
  }

  private void nodes(long now, Key target) {
    node.count(Stat.FIND_NODE);
    reply.nodes(now, target, 0);
    reply.end();
  }

  private void getPeers(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(GET_PEERS)) {
      other(now, home, from, length);
      return;
    }
    if (!query.has(Key.INFO_HASH, NodeId.LENGTH)) {
      refuse(home, from, length, KrpcError.PROTOCOL, "info_hash is missing");
      return;
    }
    node.count(Stat.GET_PEERS);
    if (query.number(Key.SCRAPE, 0) == 1) {
      reply.filters(now, home);
    }
    reply.nodes(now, Key.INFO_HASH, ReplyWriter.TOKEN_LENGTH);
    reply.token(now, home, from, Key.INFO_HASH);
    reply.values(now, home, query.number(Key.NOSEED, 0) != 1);
    reply.end();
  }

  private void announce(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(ANNOUNCE_PEER)) {
      other(now, home, from, length);
      return;
    }
    int error = mayStore() ? storing.announce(now, home, from) : KrpcError.SERVER;
    finish(home, from, length, error);
  }

  private boolean mayStore() {
    return slot == SourceLimiter.REFUSED || limiter.admitPut(slot, node.config.limits().puts());
  }

  private void finish(Home home, Endpoint from, int length, int error) {
    if (error == 0) {
      reply.end();
    } else {
      refuse(home, from, length, error, storing.reason());
    }
  }

  private void get(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(GET)) {
      other(now, home, from, length);
    } else if (query.has(Key.TARGET, NodeId.LENGTH)) {
      node.count(Stat.GET);
      valueCredit -= reply.item(now, home, from, valueCredit > 0);
      reply.end();
    } else {
      refuse(home, from, length, KrpcError.PROTOCOL, "target is missing");
    }
  }

  private void put(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(PUT)) {
      other(now, home, from, length);
      return;
    }
    int error = mayStore() ? storing.put(now, home, from) : KrpcError.SERVER;
    finish(home, from, length, error);
  }

  private void sample(long now, Home home, Endpoint from, int length) {
    if (!query.isMethod(SAMPLE) || !query.has(Key.TARGET, NodeId.LENGTH)) {
      other(now, home, from, length);
    } else if (slot == SourceLimiter.REFUSED || limiter.admitSample(slot)) {
      node.count(Stat.SAMPLE);
      reply.samples(now);
      reply.end();
    } else {
      node.count(Stat.LIMITED);
    }
  }

  /** BEP 5: an unknown query that names a target is answered as find_node would be. */
  private void other(long now, Home home, Endpoint from, int length) {
    if (extensions.handle(now, home, from, length)) {
      node.count(Stat.EXTENSION);
    } else if (query.has(Key.TARGET, NodeId.LENGTH)) {
      nodes(now, Key.TARGET);
    } else if (query.has(Key.INFO_HASH, NodeId.LENGTH)) {
      nodes(now, Key.INFO_HASH);
    } else {
      refuse(home, from, length, KrpcError.METHOD_UNKNOWN, "Method Unknown");
    }
  }

  private void refuse(Home home, Endpoint from, int length, int code, String text) {
    node.count(Stat.ERRORS);
    reply.error(home, from, code, text, length);
  }

  /** Whether the datagram ends as a query does whose keys are sorted. */
  static boolean endsAsQuery(byte[] b, int end) {
    return b[end - 2] == 'q' && b[end - 1] == 'e';
  }
}
