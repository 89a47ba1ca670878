package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.ItemRules;
import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.core.Stat;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.store.StoredItem;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Truth;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P2: one node stores as many values again as the network has nodes. Ours does it by regions, the
 * others look up each, 64 at a time, as they must be through before the tables of a network without
 * upkeep have grown old; all nodes limit what they take.
 */
public final class BulkRepublish implements Scenario {

  /** A preset of that name stores one after the other with our own lookups. */
  public static final String SINGLY = "one by one";

  private static final Set<String> ONE_BY_ONE =
      Set.of(Preset.CLASSIC.name(), Preset.NPM.name(), SINGLY);

  private static final int NEAREST = 8;
  private static final int AT_A_TIME = 64;
  private static final Limits LIMITS = new Limits(16, 10, 2, 20_000, 500, true);
  private static final long PATIENCE = 120 * World.MINUTE;

  private final double dead;
  private World world;
  private Host host;
  private long ended;
  private int settled;
  private int stored;
  private int lookups;
  private long holders;
  private long inPlace;

  /** With so large a share of dead entries in the tables. */
  public BulkRepublish(double dead) {
    this.dead = dead;
  }

  @Override
  public String id() {
    return dead == 0 ? "P2" : "P2d";
  }

  @Override
  public String title() {
    return dead == 0
        ? "storing many values again"
        : "storing many values again, " + Math.round(dead * 100) + " % of the entries are dead";
  }

  @Override
  public boolean inEveryBuild() {
    return dead == 0;
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.most("lookups for 100 values", 10),
        Bar.least("stored %", 100),
        Bar.least("holders a value", dead == 0 ? 7.8 : 7.5),
        Bar.least("of the eight nearest %", dead == 0 ? 98 : 94),
        Bar.most("requests a value", dead == 0 ? 15 : 18),
        Bar.told("minutes"));
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Preset limited = preset.but(preset.name(), c -> c.with(LIMITS));
    world = new Population(setting, limited, Link.USUAL).dead(dead).still().settle().world();
    host = world.hosts().get(0);
    settled = stored = lookups = 0;
    holders = inPlace = 0;
    List<Command.Store> values = values(setting.lookups());
    long began = world.now();
    ended = 0;
    if (ONE_BY_ONE.contains(preset.name())) {
      oneByOne(values);
    } else {
      together(values);
    }
    while (settled < values.size() && world.now() - began < PATIENCE) {
      world.run(World.SECOND);
    }
    long requests = host.node().stat(Stat.ASKED) + host.node().stat(Stat.REPEATED);
    return new Outcome()
        .put("lookups for 100 values", 100.0 * lookups / values.size())
        .put("stored %", 100.0 * stored / values.size())
        .put("holders a value", (double) holders / values.size())
        .put("of the eight nearest %", holders == 0 ? 0 : 100.0 * inPlace / holders)
        .put("requests a value", (double) requests / values.size())
        .put("minutes", (double) (ended - began) / World.MINUTE);
  }

  /** Three announcements for each item. */
  private List<Command.Store> values(int count) {
    List<Command.Store> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 4 == 0) {
        byte[] value = ("10:" + (1_000_000_000 + i)).getBytes(StandardCharsets.US_ASCII);
        StoredItem item = StoredItem.immutable(ItemRules.immutableTarget(value), value);
        values.add(new Command.Put(item, Optional.empty(), LookupOptions.DEFAULT));
      } else {
        values.add(
            new Command.Announce(world.chance().id(), 4242, false, false, LookupOptions.DEFAULT));
      }
    }
    return values;
  }

  private void together(List<Command.Store> values) {
    host.submit(
        new Command.Republish(values),
        event -> {
          if (event instanceof DhtEvent.Stored one) {
            settled(values.get(one.index()), one.holders());
          } else if (event instanceof DhtEvent.RepublishDone done) {
            lookups = done.lookups();
          }
        });
  }

  private void oneByOne(List<Command.Store> values) {
    Deque<Command.Store> left = new ArrayDeque<>(values);
    lookups = values.size();
    for (int i = 0; i < AT_A_TIME; i++) {
      another(left);
    }
  }

  private void another(Deque<Command.Store> left) {
    Command.Store value = left.poll();
    if (value != null) {
      host.submit(
          value,
          event -> {
            if (event instanceof DhtEvent.StoreDone done) {
              settled(value, done.holders());
              another(left);
            }
          });
    }
  }

  private void settled(Command.Store value, List<Found> by) {
    Set<?> nearest =
        Arrays.stream(new Truth(world.hosts(), Host::isUp).nearest(value.target(), NEAREST, host))
            .map(Host::id)
            .collect(Collectors.toSet());
    settled++;
    ended = world.now();
    stored += by.isEmpty() ? 0 : 1;
    holders += by.size();
    inPlace += by.stream().filter(f -> nearest.contains(f.id())).count();
  }
}
