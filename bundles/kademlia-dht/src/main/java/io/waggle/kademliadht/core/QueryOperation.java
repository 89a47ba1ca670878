package io.waggle.kademliadht.core;

import io.waggle.kademliadht.krpc.ArgumentCodec;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;

/** One question to one node, with up to two repetitions. */
final class QueryOperation implements Asker {

  private final NodeContext node;
  private final long number;
  private final Command command;

  QueryOperation(NodeContext node, long number, Command command) {
    this.node = node;
    this.number = number;
    this.command = command;
  }

  void begin(long now) {
    if (command instanceof Command.Query q) {
      send(q.to(), q.id().orElse(null), now);
    } else if (command instanceof Command.Sample s) {
      send(s.to(), null, now);
    }
  }

  private void send(io.waggle.kademliadht.krpc.Endpoint to, io.waggle.api.dht.NodeId id, long now) {
    Home home = node.home(to.family());
    if (home == null) {
      node.out.event(new DhtEvent.Failed(number, 0, "no socket of that family"));
    } else {
      home.ask(now, to, id, this, null);
    }
  }

  @Override
  public void encode(Request request, KrpcWriter out) {
    Home home = node.homes.get(request.socket());
    if (command instanceof Command.Query q) {
      Queries.custom(out, home.id(), q.method(), q.arguments());
    } else if (command instanceof Command.Sample s) {
      Queries.sample(out, home.id(), s.target());
    }
  }

  @Override
  public void answered(Request request, KrpcMessage answer, long now) {
    Found from = new Found(answer.id(Key.ID), request.to());
    node.out.event(
        new DhtEvent.Replied(
            number, from, ArgumentCodec.read(answer.buffer(), answer.bodyAt(), answer.bodyEnd())));
  }

  @Override
  public void refused(Request request, KrpcMessage error, long now) {
    node.out.event(new DhtEvent.Failed(number, error.errorCode(), error.errorText()));
  }

  @Override
  public long overdue(Request request, long now) {
    if (request.sends() > 2) {
      return 0;
    }
    node.requests.repeat(request, now);
    return request.stall() * 3 / 2;
  }

  @Override
  public void dead(Request request, long now) {
    node.out.event(new DhtEvent.Failed(number, 0, "no answer"));
    node.requests.forget(request);
  }
}
