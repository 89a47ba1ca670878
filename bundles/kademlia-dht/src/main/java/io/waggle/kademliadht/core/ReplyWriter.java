package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.store.BloomFilter;
import io.waggle.kademliadht.store.StoredItem;
import java.nio.charset.StandardCharsets;

/**
 * Writes one answer at a time, within the room it is given: first nodes of the other family go,
 * then peers, then nodes. The parts must be called in the order of their keys.
 */
final class ReplyWriter {

  /** {@code 5:token8:} and 8 bytes. */
  static final int TOKEN_LENGTH = 17;

  private static final byte[] IP4 = Responder.ascii("2:ip6:");
  private static final byte[] IP6 = Responder.ascii("2:ip18:");
  private static final byte[] BODY = Responder.ascii("1:rd");
  private static final byte[] ID = Responder.ascii("2:id");
  private static final byte[] NODES = Responder.ascii("5:nodes");
  private static final byte[] NODES6 = Responder.ascii("6:nodes6");
  private static final byte[] TOKEN = Responder.ascii("5:token8:");
  private static final byte[] VALUES = Responder.ascii("6:valuesl");
  private static final byte[] REALM = Responder.ascii("2:rn4:");
  private static final byte[] TRANSACTION = Responder.ascii("1:t");
  private static final int CLOSING = 1 + 10 + TRANSACTION.length + 3;
  private static final byte[] END = Responder.ascii("1:y1:re");
  private static final byte[] ERROR = Responder.ascii("d1:el");
  private static final byte[] ERROR_END = Responder.ascii("1:y1:ee");
  private static final int PER_FAMILY = 8;
  private static final int MAX_SAMPLES = 20;

  private final NodeContext node;
  private final KrpcWriter out;
  private final KrpcMessage query;
  private Home home;
  private Endpoint to;
  private int room;
  private int sent;
  private boolean idWritten;

  ReplyWriter(NodeContext node) {
    this.node = node;
    this.out = node.work.writer;
    this.query = node.work.message;
  }

  /** Begins an answer that may become so long. */
  void begin(Home from, Endpoint asker, int longest) {
    home = from;
    to = asker;
    sent = 0;
    idWritten = false;
    room = longest - query.transactionLength() - CLOSING - END.length;
    out.reset().raw('d').raw(asker.isV6() ? IP6 : IP4).endpoint(asker).raw(BODY);
  }

  /** What the answer has become long. */
  int sent() {
    return sent;
  }

  private void id() {
    if (!idWritten) {
      idWritten = true;
      out.raw(ID).id(home.id());
    }
  }

  /** BEP 33: two filters, the peers' before the seeds'; they stand before the id. */
  void filters(long now, Home from) {
    if (room - out.length() < 2 * BloomFilter.LENGTH + 300) {
      return;
    }
    BloomFilter seeds = new BloomFilter();
    BloomFilter peers = new BloomFilter();
    NodeId infoHash = query.id(Key.INFO_HASH);
    node.store.scrape(node.seconds(now), infoHash, from.family(), seeds, peers);
    out.string("BFpe").string(peers.toBytes());
    out.string("BFsd").string(seeds.toBytes());
  }

  /** The nearest nodes, of the families that are wanted; so many bytes are kept free. */
  void nodes(long now, Key target, int reserved) {
    id();
    boolean v4 = wants(Family.V4);
    boolean v6 = wants(Family.V6);
    int left = room - out.length() - reserved;
    if (v4 && v6) {
      // The asker's own family has the first claim.
      int own = home.family() == Family.V4 ? 0 : 1;
      int first = fitting(Family.V4, own == 0 ? left : left - PER_FAMILY * 38 - 12);
      write(now, target, Family.V4, first);
      left = room - out.length() - reserved;
      write(now, target, Family.V6, fitting(Family.V6, left));
    } else {
      Family only = v6 ? Family.V6 : Family.V4;
      write(now, target, only, fitting(only, left));
    }
  }

  private static int fitting(Family family, int bytes) {
    return Math.max(0, Math.min(PER_FAMILY, (bytes - 12) / family.nodeLength()));
  }

  /** BEP 32: what {@code want} lists, else the family the query came by. */
  private boolean wants(Family family) {
    if (!query.has(Key.WANT)) {
      return home.family() == family;
    }
    byte[] b = query.buffer();
    int at = query.start(Key.WANT) + 1;
    boolean any = false;
    for (int i = 0; i < 4 && b[at] == '2'; i++, at += 4) {
      boolean known = b[at + 2] == 'n' && (b[at + 3] == '4' || b[at + 3] == '6');
      any |= known;
      if (known && b[at + 3] == (family == Family.V4 ? '4' : '6')) {
        return true;
      }
    }
    return !any && home.family() == family;
  }

  private void write(long now, Key target, Family family, int count) {
    Home source = home.family() == family ? home : node.home(family);
    int found = 0;
    if (source != null && count > 0) {
      found =
          source
              .table()
              .closest(
                  node.tenths(now),
                  query.idHi(target),
                  query.idMid(target),
                  query.idLo(target),
                  count,
                  true,
                  node.work.nearest);
    }
    out.raw(family == Family.V4 ? NODES : NODES6).header(found * family.nodeLength());
    if (found > 0) {
      source.table().writeNodes(node.work.nearest, found, out);
    }
  }

  /** The token for what the asker asked about. */
  void token(long now, Home from, Endpoint asker, Key target) {
    long hi = query.idHi(target);
    long token = from.token(now, asker, hi, query.idMid(target), query.idLo(target));
    out.raw(TOKEN).bits(token, 8);
  }

  /** Peers, if there are any. */
  void values(long now, Home from, boolean seeds) {
    int before = out.length();
    out.raw(VALUES);
    int left = room - out.length() - 1;
    int written =
        node.store.writePeers(
            node.seconds(now),
            query.idHi(Key.INFO_HASH),
            query.idMid(Key.INFO_HASH),
            query.idLo(Key.INFO_HASH),
            from.family(),
            seeds,
            left,
            out);
    if (written == 0) {
      out.truncate(before);
    } else {
      out.raw('e');
    }
  }

  /**
   * An item with the nodes that still fit; returns the bytes beyond what the asker's credit allows.
   */
  int item(long now, Home from, Endpoint asker, boolean overdraw) {
    StoredItem item = node.store.get(node.seconds(now), query.id(Key.TARGET));
    boolean newer = item != null && item.seq() > query.number(Key.SEQ, Long.MIN_VALUE);
    boolean whole = item != null && (newer || !item.isMutable());
    int length =
        whole ? item.value().length + item.key().length + item.signature().length + 60 : 30;
    boolean fits = out.length() + length + 48 + TOKEN_LENGTH <= room;
    int beyond = 0;
    if (whole && !fits && overdraw) {
      int closing = query.transactionLength() + CLOSING + END.length;
      beyond = Math.max(0, Responder.LONGEST - closing - room);
      room = Responder.LONGEST_ITEM - closing;
      fits = true;
    }
    whole &= fits;
    id();
    if (whole && item.isMutable()) {
      out.string("k").string(item.key());
    }
    nodes(now, Key.TARGET, TOKEN_LENGTH + (whole ? length : 30));
    if (item != null && item.isMutable()) {
      out.string("seq").integer(item.seq());
      if (whole) {
        out.string("sig").string(item.signature());
      }
    }
    token(now, from, asker, Key.TARGET);
    if (whole) {
      out.string("v").raw(item.value());
    }
    return beyond;
  }

  /** BEP 51. */
  void samples(long now) {
    id();
    out.string("interval").integer(10);
    nodes(now, Key.TARGET, 0);
    out.string("num").integer(node.store.topics());
    int left = (room - out.length() - 14) / NodeId.LENGTH;
    int count = Math.max(0, Math.min(MAX_SAMPLES, Math.min(left, node.store.topics())));
    out.string("samples").header(count * NodeId.LENGTH);
    node.store.sample(node.entropy.nextLong(), count, out);
  }

  /** The body of an extension's answer; the id is put in at its place by the caller. */
  KrpcWriter body() {
    idWritten = true;
    return out;
  }

  /** How much may still be written into the body. */
  int left() {
    return room - out.length();
  }

  /** Closes the body and sends. */
  void end() {
    id();
    tail();
    out.raw(END);
    send();
  }

  /** Closes the body or the list; the realm and the transaction follow. */
  private void tail() {
    out.raw('e');
    if (node.config.realm() != 0) {
      out.raw(REALM).bits(node.config.realm(), 4);
    }
    out.raw(TRANSACTION).string(query.buffer(), query.transactionAt(), query.transactionLength());
  }

  private void send() {
    sent = out.length();
    node.send(home.tag(), to, out.buffer(), 0, out.length());
  }

  /** An error, never longer than the query; if even the bare code is longer, nothing. */
  void error(Home from, Endpoint asker, int code, String text, int longest) {
    home = from;
    to = asker;
    sent = 0;
    byte[] words = text.getBytes(StandardCharsets.US_ASCII);
    int fixed = ERROR.length + 5 + 3 + CLOSING + query.transactionLength() + ERROR_END.length;
    int shown = Math.min(words.length, Math.min(99, longest - fixed));
    if (shown < 0) {
      return;
    }
    out.reset().raw(ERROR).integer(code).string(words, 0, shown);
    tail();
    out.raw(ERROR_END);
    send();
  }
}
