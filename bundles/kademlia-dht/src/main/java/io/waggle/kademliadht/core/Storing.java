package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Bencode;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcError;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.security.Addresses;
import io.waggle.kademliadht.security.Tokens;
import io.waggle.kademliadht.store.StoredItem;

/** Checks what others want to store, from cheap to dear, and stores it. */
final class Storing {

  private static final byte[] NO_SALT = {};

  private final NodeContext node;
  private final KrpcMessage query;
  private String reason = "";
  private int verifySecond;
  private int verifyLeft;

  Storing(NodeContext node, ReplyWriter reply) {
    this.node = node;
    this.query = node.work.message;
  }

  /** Why the last one was refused. */
  String reason() {
    return reason;
  }

  private int refuse(int code, String why) {
    reason = why;
    return code;
  }

  /** Stores a peer; returns 0 or the code of an error. */
  int announce(long now, Home home, Endpoint from) {
    if (!query.has(Key.INFO_HASH, NodeId.LENGTH) || !query.has(Key.TOKEN)) {
      return refuse(KrpcError.PROTOCOL, "info_hash or token is missing");
    }
    boolean implied = query.number(Key.IMPLIED_PORT, 0) == 1;
    long port = implied ? from.port() : query.number(Key.PORT, 0);
    if (port < 1 || port > 65535) {
      return refuse(KrpcError.PROTOCOL, "bad port");
    }
    NodeId infoHash = query.id(Key.INFO_HASH);
    if (!hasToken(now, home, from, infoHash)) {
      return refuse(KrpcError.PROTOCOL, "bad token");
    }
    Endpoint peer =
        from.isV6()
            ? Endpoint.v6(from.hi(), from.lo(), (int) port)
            : Endpoint.v4(from.v4(), (int) port);
    boolean seed = query.number(Key.SEED, 0) == 1;
    if (!node.store.announce(node.seconds(now), infoHash, peer, seed)) {
      node.count(Stat.REFUSED);
      return refuse(KrpcError.SERVER, "full");
    }
    node.count(Stat.ANNOUNCE_PEER);
    return 0;
  }

  private boolean hasToken(long now, Home home, Endpoint from, NodeId target) {
    boolean good = false;
    if (query.has(Key.TOKEN, Tokens.LENGTH)) {
      int at = query.start(Key.TOKEN);
      long token = NodeId.read(padded(at), 0).hi();
      good = home.accepts(now, token, from, target.hi(), target.mid(), target.lo());
    }
    if (!good) {
      node.count(Stat.BAD_TOKEN);
    }
    return good;
  }

  private byte[] padded(int at) {
    byte[] twenty = new byte[NodeId.LENGTH];
    System.arraycopy(query.buffer(), at, twenty, 0, Tokens.LENGTH);
    return twenty;
  }

  /** Stores an item; returns 0 or the code of an error. */
  int put(long now, Home home, Endpoint from) {
    if (!query.has(Key.V) || !query.has(Key.TOKEN)) {
      return refuse(KrpcError.PROTOCOL, "v or token is missing");
    }
    if (query.length(Key.V) > ItemRules.MAX_VALUE) {
      return refuse(KrpcError.TOO_BIG, "v is over 1000 bytes");
    }
    if (!Bencode.isCanonical(query.buffer(), query.start(Key.V), query.length(Key.V))) {
      return refuse(KrpcError.PROTOCOL, "v is not canonical");
    }
    boolean anyKey = query.has(Key.K) || query.has(Key.SIG);
    return anyKey ? putMutable(now, home, from) : putImmutable(now, home, from);
  }

  private int putImmutable(long now, Home home, Endpoint from) {
    byte[] value = query.copy(Key.V);
    NodeId target = ItemRules.immutableTarget(value);
    if (!hasToken(now, home, from, target)) {
      return refuse(KrpcError.PROTOCOL, "bad token");
    }
    return store(now, StoredItem.immutable(target, value), from);
  }

  private int putMutable(long now, Home home, Endpoint from) {
    boolean shaped =
        query.has(Key.K, ItemRules.KEY)
            && query.has(Key.SIG, ItemRules.SIGNATURE)
            && query.has(Key.SEQ)
            && query.number(Key.SEQ, -1) >= 0;
    if (!shaped) {
      return refuse(KrpcError.PROTOCOL, "k, sig and seq belong together");
    }
    byte[] salt = query.has(Key.SALT) ? query.copy(Key.SALT) : NO_SALT;
    if (salt.length > ItemRules.MAX_SALT) {
      return refuse(KrpcError.SALT_TOO_BIG, "salt is over 64 bytes");
    }
    byte[] key = query.copy(Key.K);
    NodeId target = ItemRules.mutableTarget(key, salt);
    if (!hasToken(now, home, from, target)) {
      return refuse(KrpcError.PROTOCOL, "bad token");
    }
    StoredItem item =
        StoredItem.mutable(
            target, query.copy(Key.V), key, salt, query.copy(Key.SIG), query.number(Key.SEQ, 0));
    return replace(now, item, from);
  }

  private int replace(long now, StoredItem item, Endpoint from) {
    StoredItem old = node.store.get(node.seconds(now), item.target());
    if (old != null && query.has(Key.CAS) && query.number(Key.CAS, 0) != old.seq()) {
      return refuse(KrpcError.CAS_MISMATCH, "cas is not the stored seq");
    }
    if (old != null && item.seq() < old.seq()) {
      return refuse(KrpcError.SEQ_TOO_LOW, "seq is lower than the stored one");
    }
    boolean same = old != null && item.seq() == old.seq();
    if (same && !item.sameValue(old)) {
      return refuse(KrpcError.SEQ_TOO_LOW, "another value has this seq");
    }
    if (same) {
      return store(now, old, from);
    }
    if (!mayVerify(now)) {
      return refuse(KrpcError.SERVER, "busy");
    }
    node.count(Stat.VERIFIED);
    if (!ItemRules.isGenuine(item, node.verifier)) {
      return refuse(KrpcError.BAD_SIGNATURE, "bad signature");
    }
    return store(now, item, from);
  }

  private boolean mayVerify(long now) {
    int second = node.seconds(now);
    if (second != verifySecond) {
      verifySecond = second;
      verifyLeft = node.config.limits().verifications();
    }
    return verifyLeft-- > 0;
  }

  private int store(long now, StoredItem item, Endpoint from) {
    if (!node.store.put(node.seconds(now), item, Addresses.group(from))) {
      node.count(Stat.REFUSED);
      return refuse(KrpcError.SERVER, "full");
    }
    node.count(Stat.PUT);
    return 0;
  }
}
