package io.waggle.simulation.scenario;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.model.Nat;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Items;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.List;

/** W3: networks of one, two, three and eight nodes. */
public final class SmallNetworks implements Scenario {

  private static final int[] SIZES = {1, 2, 3, 8};

  private int unended;
  private int peersMissed;
  private int itemsMissed;

  @Override
  public String id() {
    return "W3";
  }

  @Override
  public String title() {
    return "networks of 1, 2, 3 and 8 nodes";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("operations without an end", 0),
        Bar.most("peers not found", 0),
        Bar.most("items not found", 0));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    unended = 0;
    peersMissed = 0;
    itemsMissed = 0;
    for (int size : SIZES) {
      World world = new World(setting.seed() + size, Link.USUAL);
      for (int i = 0; i < size; i++) {
        Host host = world.addHost(Nat.OPEN);
        world.start(host, preset.config(world.chance().id()), Snapshot.EMPTY);
        host.submit(new Command.Bootstrap(List.of(world.hosts().get(0).endpoint())));
        world.run(World.SECOND);
      }
      world.run(30 * World.SECOND);
      exercise(world, size);
    }
    return new Outcome()
        .put("operations without an end", unended)
        .put("peers not found", peersMissed)
        .put("items not found", itemsMissed);
  }

  private void exercise(World world, int size) {
    NodeId topic = world.chance().id();
    Host first = world.hosts().get(0);
    Host last = world.hosts().get(size - 1);
    boolean[] ends = new boolean[3];
    boolean[] found = new boolean[1];
    first.submit(
        new Command.Announce(topic, 4242, false, false, LookupOptions.DEFAULT),
        event -> ends[0] |= event instanceof DhtEvent.StoreDone);
    last.submit(
        new Command.FindNodes(world.chance().id(), LookupOptions.DEFAULT),
        event -> ends[1] |= event instanceof DhtEvent.LookupDone);
    world.run(30 * World.SECOND);
    last.submit(
        new Command.GetPeers(topic, LookupOptions.DEFAULT),
        event -> {
          ends[2] |= event instanceof DhtEvent.LookupDone;
          found[0] |= event instanceof DhtEvent.PeersFound;
        });
    world.run(30 * World.SECOND);
    for (boolean end : ends) {
      unended += end ? 0 : 1;
    }
    peersMissed += found[0] || size == 1 ? 0 : 1;
    Items items = new Items(world);
    items.put(5);
    itemsMissed += size == 1 ? 0 : items.lost();
  }
}
