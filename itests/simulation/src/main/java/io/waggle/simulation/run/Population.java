package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.security.Bep42;
import io.waggle.kademliadht.table.Contact;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A network whose tables are as those of nodes that have been in it for a long time. */
public final class Population {

  private final Setting setting;
  private final Preset preset;
  private final World world;
  private final List<Host> members = new ArrayList<>();
  private final List<NodeId> names = new ArrayList<>();
  private int gone;
  private boolean upkeep = true;
  private boolean bound;
  private Function<Chance, Nat> nats = chance -> Nat.OPEN;
  private Directory directory;

  /** Nobody yet. */
  public Population(Setting setting, Preset preset, Link link) {
    this.setting = setting;
    this.preset = preset;
    this.world = new World(setting.seed(), link);
  }

  /** So large a share of those the tables name is not there. */
  public Population dead(double share) {
    gone = (int) Math.round(setting.nodes() / (1 - share)) - setting.nodes();
    return this;
  }

  /** So many more are away for the time being; no table names them. */
  public Population away(int hosts) {
    for (int i = 0; i < hosts; i++) {
      world.addHost(nats.apply(world.chance()));
    }
    return this;
  }

  /** What stands between them and the world; tables name those within reach only. */
  public Population behind(Function<Chance, Nat> boxes) {
    nats = boxes;
    return this;
  }

  /** Ids follow addresses (BEP 42). */
  public Population bound() {
    bound = true;
    return this;
  }

  /** Only what is submitted is sent, so that nothing but that is seen. */
  public Population still() {
    upkeep = false;
    return this;
  }

  /** Makes them. */
  public Population settle() {
    Chance chance = world.chance();
    List<Host> reachable = new ArrayList<>();
    List<NodeId> reachableIds = new ArrayList<>();
    for (int i = 0; i < setting.nodes() + gone; i++) {
      Host host = world.addHost(nats.apply(chance));
      NodeId id = bound ? bound(host) : chance.id();
      members.add(host);
      names.add(id);
      if (host.nat().isReachable()) {
        reachable.add(host);
        reachableIds.add(id);
      }
    }
    directory = new Directory(reachable, reachableIds);
    for (int i = 0; i < setting.nodes(); i++) {
      NodeConfig usual = preset.config(names.get(i));
      NodeConfig config = usual.maintenance(upkeep && usual.maintenance());
      world.start(members.get(i), config, table(members.get(i), names.get(i), config));
    }
    members.subList(setting.nodes(), members.size()).clear();
    return this;
  }

  private NodeId bound(Host host) {
    Chance chance = world.chance();
    return Bep42.make(host.endpoint(), chance.below(256), chance.bits(), chance.bits());
  }

  /** The world they live in. */
  public World world() {
    return world;
  }

  /** Those that were there from the start. */
  public List<Host> members() {
    return members;
  }

  /**
   * Of each bucket's ids as many as it has places, at random; the deepest hold whoever is there.
   */
  public Snapshot table(Host self, NodeId id, NodeConfig config) {
    List<Contact> contacts = new ArrayList<>();
    directory.walk(
        id, (bucket, from, to) -> pick(self, from, to, config.table().capacity(bucket), contacts));
    Snapshot.Table table = new Snapshot.Table(Family.V4, id, contacts);
    return new Snapshot(List.of(table), preset.knowsSize() ? setting.nodes() : 0);
  }

  private void pick(Host self, int from, int to, int capacity, List<Contact> into) {
    for (int chosen : choose(from, to - from, Math.min(to - from, capacity))) {
      Host host = directory.host(chosen);
      int rtt = Math.max(1, self.place().roundTripMillis(host.place()));
      into.add(new Contact(directory.id(chosen), host.endpoint(), 3600, 60, rtt, true, 0));
    }
  }

  private Set<Integer> choose(int from, int count, int wanted) {
    Set<Integer> chosen = new LinkedHashSet<>();
    for (int i = 0; i < count && wanted == count; i++) {
      chosen.add(from + i);
    }
    while (chosen.size() < wanted) {
      chosen.add(from + world.chance().below(count));
    }
    return chosen;
  }
}
