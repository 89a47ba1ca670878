package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.table.Contact;
import java.util.List;

/**
 * What a node remembers over a restart. Ages are those of the moment it was made; whoever loads an
 * old one adds the time in between ({@link #aged}).
 *
 * @param tables one for each local id
 * @param networkSize the estimated number of nodes, 0 if not known
 */
public record Snapshot(List<Table> tables, long networkSize) {

  /** Nothing remembered. */
  public static final Snapshot EMPTY = new Snapshot(List.of(), 0);

  /**
   * The table of one local id.
   *
   * @param family of its nodes
   * @param id ours
   * @param contacts the nodes
   */
  public record Table(Family family, NodeId id, List<Contact> contacts) {

    /** Keeps its own copy. */
    public Table {
      contacts = List.copyOf(contacts);
    }
  }

  /** Keeps its own copy. */
  public Snapshot {
    tables = List.copyOf(tables);
  }

  /** The same, so many seconds later. */
  public Snapshot aged(int seconds) {
    return new Snapshot(
        tables.stream()
            .map(
                t ->
                    new Table(
                        t.family(),
                        t.id(),
                        t.contacts().stream().map(c -> older(c, seconds)).toList()))
            .toList(),
        networkSize);
  }

  private static Contact older(Contact c, int seconds) {
    int ok = c.lastOkAge() < 0 ? -1 : c.lastOkAge() + seconds;
    return new Contact(
        c.id(), c.endpoint(), c.firstSeenAge() + seconds, ok, c.rttMillis(), c.live(), c.fails());
  }
}
