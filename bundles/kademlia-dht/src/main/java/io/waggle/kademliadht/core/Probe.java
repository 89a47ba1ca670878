package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.table.Contact;

/** Asks a node whether it is still there, and on the way for some nodes it knows. */
final class Probe implements Asker {

  private static final int NAMED = 2;

  private final NodeContext node;

  Probe(NodeContext node) {
    this.node = node;
  }

  void refresh(Home home, Contact contact, long now) {
    int deepest = Math.max(1, home.table().deepest() + 1);
    int bucket = (int) Math.floorMod(node.entropy.nextLong(), (long) deepest);
    NodeId target = Maintenance.inBucket(home.id(), node.randomId(), bucket);
    home.ask(now, contact.endpoint(), contact.id(), this, target);
  }

  void ping(Endpoint endpoint, long now) {
    Home home = node.home(endpoint.family());
    if (home != null && node.mayBeNode(endpoint)) {
      home.ask(now, endpoint, null, this, null);
    }
  }

  @Override
  public void encode(Request request, KrpcWriter out) {
    NodeId self = node.homes.get(request.socket()).id();
    if (request.tag() instanceof NodeId target) {
      Queries.findNode(out, self, target);
    } else {
      Queries.ping(out, self);
    }
  }

  /** What it names waits, if there is room: no more than two from one source. */
  @Override
  public void answered(Request request, KrpcMessage answer, long now) {
    Home home = node.homes.get(request.socket());
    Key key = home.family() == Family.V4 ? Key.NODES : Key.NODES6;
    int length = home.family().nodeLength();
    if (!answer.has(key) || answer.length(key) % length != 0) {
      return;
    }
    int at = answer.start(key);
    int end = at + Math.min(8 * length, answer.length(key));
    for (int taken = 0; at < end && taken < NAMED; at += length) {
      NodeId id = NodeId.read(answer.buffer(), at);
      Endpoint endpoint = Endpoint.read(answer.buffer(), at + NodeId.LENGTH, home.family());
      if (node.mayBeNode(endpoint) && home.table().wants(id) && !home.isSelf(id, endpoint)) {
        if (home.table().heard(node.tenths(now), id, endpoint)) {
          node.newcomers.accept(now);
        }
        taken++;
      }
    }
  }

  @Override
  public void refused(Request request, KrpcMessage error, long now) {}

  @Override
  public long overdue(Request request, long now) {
    if (request.sends() > 1) {
      return 0;
    }
    node.requests.repeat(request, now);
    return request.stall() * 3 / 2;
  }

  @Override
  public void dead(Request request, long now) {}
}
