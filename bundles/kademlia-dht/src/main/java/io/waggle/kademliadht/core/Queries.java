package io.waggle.kademliadht.core;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.ArgumentCodec;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.store.StoredItem;
import java.util.Optional;

/**
 * Writes queries up to and with their method; the keys of each body are in the order of the wire.
 */
final class Queries {

  private static final byte[] BEGIN = Responder.ascii("d1:ad");
  private static final byte[] ID = Responder.ascii("2:id");
  private static final byte[] TARGET = Responder.ascii("6:target");
  private static final byte[] INFO_HASH = Responder.ascii("9:info_hash");
  private static final byte[] METHOD = Responder.ascii("e1:q");

  private Queries() {}

  private static KrpcWriter begin(KrpcWriter out, NodeId self) {
    return out.raw(BEGIN).raw(ID).id(self);
  }

  private static void end(KrpcWriter out, byte[] method) {
    out.raw(METHOD).string(method);
  }

  static void ping(KrpcWriter out, NodeId self) {
    begin(out, self);
    end(out, Responder.PING);
  }

  static void findNode(KrpcWriter out, NodeId self, NodeId target) {
    begin(out, self).raw(TARGET).id(target);
    end(out, Responder.FIND_NODE);
  }

  static void getPeers(KrpcWriter out, NodeId self, NodeId infoHash, boolean scrape) {
    begin(out, self).raw(INFO_HASH).id(infoHash);
    if (scrape) {
      out.string("scrape").integer(1);
    }
    end(out, Responder.GET_PEERS);
  }

  static void announce(KrpcWriter out, NodeId self, Command.Announce what, byte[] token) {
    begin(out, self).string("implied_port").integer(what.impliedPort() ? 1 : 0);
    out.raw(INFO_HASH).id(what.infoHash()).string("port").integer(what.port());
    if (what.seed()) {
      out.string("seed").integer(1);
    }
    out.string("token").string(token);
    end(out, Responder.ANNOUNCE_PEER);
  }

  static void get(KrpcWriter out, NodeId self, NodeId target, long minSeq) {
    begin(out, self);
    if (minSeq >= 0) {
      out.string("seq").integer(minSeq);
    }
    out.raw(TARGET).id(target);
    end(out, Responder.GET);
  }

  static void put(KrpcWriter out, NodeId self, StoredItem item, Optional<Long> cas, byte[] token) {
    out.raw(BEGIN);
    cas.ifPresent(seq -> out.string("cas").integer(seq));
    out.raw(ID).id(self);
    if (item.isMutable()) {
      out.string("k").string(item.key());
      if (item.salt().length > 0) {
        out.string("salt").string(item.salt());
      }
      out.string("seq").integer(item.seq()).string("sig").string(item.signature());
    }
    out.string("token").string(token).string("v").raw(item.value());
    end(out, Responder.PUT);
  }

  static void sample(KrpcWriter out, NodeId self, NodeId target) {
    begin(out, self).raw(TARGET).id(target);
    end(out, Responder.SAMPLE);
  }

  static void custom(KrpcWriter out, NodeId self, String method, DhtArguments arguments) {
    out.raw(BEGIN);
    ArgumentCodec.writeEntries(arguments.with("id", self).values(), out);
    end(out, Responder.ascii(method));
  }
}
