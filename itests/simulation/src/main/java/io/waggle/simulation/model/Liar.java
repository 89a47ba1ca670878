package io.waggle.simulation.model;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers find_node and get_peers with nodes of its own choice, and takes every store. */
public final class Liar implements Behaviour {

  private static final int NAMED = 8;

  private final KrpcMessage query = new KrpcMessage();
  private final KrpcWriter out = new KrpcWriter();
  private final BiFunction<Host, NodeId, List<Found>> lies;
  private final BiFunction<Host, NodeId, NodeId> name;

  /** One that names what the function says for a target. */
  public Liar(Function<NodeId, List<Found>> lies) {
    this((host, target) -> lies.apply(target), (host, target) -> host.id());
  }

  /** One that says of a target what the host is to say, and calls itself by the other function. */
  public Liar(BiFunction<Host, NodeId, List<Found>> lies, BiFunction<Host, NodeId, NodeId> name) {
    this.lies = lies;
    this.name = name;
  }

  @Override
  public boolean swallows(World world, Host host, Endpoint from, byte[] bytes) {
    if (!Behaviour.isQuery(bytes) || !query.parse(bytes, 0, bytes.length)) {
      return false;
    }
    Key key = query.has(Key.TARGET) ? Key.TARGET : Key.INFO_HASH;
    if (!query.has(key, NodeId.LENGTH) || query.transaction() < 0) {
      return false;
    }
    NodeId target = query.id(key);
    NodeId own = name.apply(host, target);
    List<Found> named = lies.apply(host, target);
    int count = Math.min(NAMED, named.size());
    out.reset().raw('d').string("r").raw('d').string("id").string(own.toBytes());
    byte[] nodes = new byte[26 * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(named.get(i).id().toBytes(), 0, nodes, 26 * i, NodeId.LENGTH);
      named.get(i).endpoint().write(nodes, 26 * i + NodeId.LENGTH);
    }
    out.string("nodes").string(nodes).string("token").string("lies").raw('e').string("t");
    out.raw('4').raw(':').bits(query.transaction(), 4).string("y").string("r").raw('e');
    world.send(host, from, out.buffer(), 0, out.length());
    return true;
  }
}
