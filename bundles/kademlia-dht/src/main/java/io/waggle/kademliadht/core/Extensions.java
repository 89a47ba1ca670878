package io.waggle.kademliadht.core;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.ArgumentCodec;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Queries of other bundles, under the same tokens, limits and counts as ours. */
final class Extensions {

  private static final NodeId ADDRESS_ALONE = NodeId.of(0, 0, 0);

  private final NodeContext node;
  private final KrpcMessage query;
  private Map<String, ExtensionHandler> handlers;

  Extensions(NodeContext node, ReplyWriter reply) {
    this.node = node;
    this.query = node.work.message;
  }

  void register(String method, ExtensionHandler handler) {
    handlers = handlers == null ? new HashMap<>() : handlers;
    handlers.put(method, handler);
  }

  void unregister(String method) {
    if (handlers != null) {
      handlers.remove(method);
    }
  }

  /** Returns whether somebody is there for that method. */
  boolean handle(long now, Home home, Endpoint from, int length) {
    ExtensionHandler handler = handlers == null ? null : handlers.get(query.method());
    if (handler == null) {
      return false;
    }
    DhtArguments body = ArgumentCodec.read(query.buffer(), query.bodyAt(), query.bodyEnd());
    NodeId target = body.id("target").or(() -> body.id("m")).orElse(ADDRESS_ALONE);
    Optional<ByteString> token = body.bytes("token").or(() -> body.bytes("tok"));
    boolean good = token.isPresent() && accepts(now, home, from, target, token.get());
    long given =
        target.equals(ADDRESS_ALONE)
            ? home.token(now, from)
            : home.token(now, from, target.hi(), target.mid(), target.lo());
    handler.handle(
        new ExtensionHandler.Incoming(query.method(), from, query.id(Key.ID), body, good),
        new Reply(home, from, transaction(), given, length));
    return true;
  }

  private byte[] transaction() {
    int at = query.transactionAt();
    return Arrays.copyOfRange(query.buffer(), at, at + query.transactionLength());
  }

  /** One for the address alone is good for every target. */
  private static boolean accepts(
      long now, Home home, Endpoint from, NodeId target, ByteString token) {
    if (token.length() != 8) {
      return false;
    }
    long value = NodeId.read(Arrays.copyOf(token.toBytes(), NodeId.LENGTH), 0).hi();
    return home.accepts(now, value, from, target.hi(), target.mid(), target.lo())
        || home.accepts(now, value, from);
  }

  private final class Reply implements ExtensionHandler.Answer {

    private final Home home;
    private final Endpoint to;
    private final byte[] transaction;
    private final long token;
    private final int queryLength;
    private boolean used;

    Reply(Home home, Endpoint to, byte[] transaction, long token, int queryLength) {
      this.home = home;
      this.to = to;
      this.transaction = transaction;
      this.token = token;
      this.queryLength = queryLength;
    }

    @Override
    public long token() {
      return token;
    }

    @Override
    public void reply(long now, DhtArguments values, Output out) {
      DhtArguments body = values.with("id", home.id());
      if (used || ArgumentCodec.length(body.values()) > Responder.LONGEST_ITEM - 64) {
        return;
      }
      KrpcWriter writer = node.work.writer.reset();
      writer.raw('d').string("r");
      ArgumentCodec.write(body.values(), writer);
      tail(writer);
      writer.string("y").string("r").raw('e');
      send(writer, out);
    }

    @Override
    public void refuse(int code, String text, Output out) {
      byte[] words = Responder.ascii(text);
      int shown = Math.min(words.length, queryLength - 40);
      if (used || shown < 0) {
        return;
      }
      KrpcWriter writer = node.work.writer.reset();
      writer.raw('d').string("e").raw('l').integer(code).string(words, 0, shown).raw('e');
      tail(writer);
      writer.string("y").string("e").raw('e');
      send(writer, out);
    }

    private void tail(KrpcWriter writer) {
      if (node.config.realm() != 0) {
        writer.string("rn").header(4).bits(node.config.realm(), 4);
      }
      writer.string("t").string(transaction);
    }

    private void send(KrpcWriter writer, Output out) {
      used = true;
      node.count(Stat.SENT);
      node.add(Stat.SENT_BYTES, writer.length());
      out.send(home.tag(), to, writer.buffer(), 0, writer.length());
    }
  }
}
