package io.waggle.simulation.run;

import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.ItemRules;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.store.StoredItem;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Stores items from random hosts, and gets them back from others. */
public final class Items {

  private final World world;
  private final Chance chance;
  private final List<StoredItem> stored = new ArrayList<>();
  private Predicate<Host> users = host -> true;
  private int found;

  /** None yet. */
  public Items(World world) {
    this.world = world;
    this.chance = world.chance().fork();
  }

  /** Only these store and get. */
  public Items by(Predicate<Host> who) {
    users = who;
    return this;
  }

  private Host user() {
    while (true) {
      Host host = world.hosts().get(chance.below(world.hosts().size()));
      if (host.isUp() && host.behaviour() == Behaviour.HONEST && users.test(host)) {
        return host;
      }
    }
  }

  /** Stores so many, and waits until it is done. */
  public void put(int count) {
    for (int i = 0; i < count; i++) {
      byte[] value =
          ("20:" + Long.toHexString(chance.bits() | 1L << 63) + "item")
              .getBytes(StandardCharsets.US_ASCII);
      StoredItem item = StoredItem.immutable(ItemRules.immutableTarget(value), value);
      stored.add(item);
      user().submit(new Command.Put(item, Optional.empty(), LookupOptions.DEFAULT));
      world.run(50 * World.MILLI);
    }
    world.run(30 * World.SECOND);
  }

  /** Gets each of them from somebody; returns how many did not come. */
  public int lost() {
    found = 0;
    for (StoredItem item : stored) {
      boolean[] seen = new boolean[1];
      user()
          .submit(
              new Command.GetImmutable(item.target(), LookupOptions.DEFAULT),
              event -> {
                if (event instanceof DhtEvent.ItemFound && !seen[0]) {
                  seen[0] = true;
                  found++;
                }
              });
      world.run(50 * World.MILLI);
    }
    world.run(60 * World.SECOND);
    return stored.size() - found;
  }
}
