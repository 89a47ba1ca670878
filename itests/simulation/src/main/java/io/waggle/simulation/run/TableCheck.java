package io.waggle.simulation.run;

import io.waggle.kademliadht.table.Contact;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.util.Collection;
import java.util.function.BiPredicate;

/** Looks into the tables of nodes and at what their entries are worth. */
public final class TableCheck {

  private final World world;

  /** Of the nodes of a world. */
  public TableCheck(World world) {
    this.world = world;
  }

  /** Whether what an entry names runs there, under that id. */
  public boolean isThere(Contact contact) {
    Host host = world.hostAt(contact.endpoint());
    return host != null && host.isUp() && host.id().equals(contact.id());
  }

  /** Percent of the live entries of these hosts for which something holds. */
  public double percent(Collection<Host> of, BiPredicate<Host, Contact> what) {
    long all = 0;
    long hits = 0;
    for (Host host : of) {
      for (Contact contact : host.node().contacts(0, world.now())) {
        if (contact.live()) {
          all++;
          hits += what.test(host, contact) ? 1 : 0;
        }
      }
    }
    return all == 0 ? 0 : 100.0 * hits / all;
  }

  /** Percent of the live entries that name nobody. */
  public double deadPercent(Collection<Host> of) {
    return percent(of, (host, contact) -> !isThere(contact));
  }

  /** Whether a host that has been up for so long knows nobody who is there. */
  public boolean isIsolated(Host host, long forAtLeast) {
    return host.isUp()
        && world.now() - host.upSince() >= forAtLeast
        && host.node().contacts(0, world.now()).stream().noneMatch(c -> c.live() && isThere(c));
  }
}
