package io.waggle.kademliadht.core;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.lookup.LookupResult;
import io.waggle.kademliadht.store.StoredItem;
import java.util.List;

/** What a node tells. {@code operation} is what {@link DhtNode#submit} returned. */
public sealed interface DhtEvent {

  /** How far the node is has changed. */
  record StateChanged(DhtState state) implements DhtEvent {}

  /** A node named peers. */
  record PeersFound(long operation, Endpoint from, List<Endpoint> peers) implements DhtEvent {}

  /** An item was found and is genuine. */
  record ItemFound(long operation, StoredItem item, Endpoint from) implements DhtEvent {}

  /** A lookup has ended, in each family. */
  record LookupDone(long operation, List<LookupResult> results) implements DhtEvent {}

  /**
   * Enough holders have confirmed, or no more will.
   *
   * @param holders those that have
   * @param asked how many were asked
   * @param refusal the last error a holder gave, 0 for none
   */
  record StoreDone(long operation, List<Found> holders, int asked, int refusal)
      implements DhtEvent {}

  /**
   * One of many that are stored again is settled.
   *
   * @param index which of them, from 0
   * @param holders those that have confirmed
   * @param asked how many were asked
   * @param refusal the last error a holder gave, 0 for none
   */
  record Stored(long operation, int index, List<Found> holders, int asked, int refusal)
      implements DhtEvent {}

  /**
   * All that were to be stored again are settled.
   *
   * @param stored how many have a holder
   * @param lookups begun for it
   * @param requests sent for it, repetitions included
   */
  record RepublishDone(long operation, int stored, int lookups, long requests)
      implements DhtEvent {}

  /** BEP 33: estimated numbers. */
  record ScrapeDone(long operation, double seeds, double peers) implements DhtEvent {}

  /** The answer to a query of one's own. */
  record Replied(long operation, Found from, DhtArguments values) implements DhtEvent {}

  /** A query of one's own was refused (code of the error) or not answered (code 0). */
  record Failed(long operation, int code, String message) implements DhtEvent {}

  /** Others agree how they see us. */
  record SeenAs(Endpoint address) implements DhtEvent {}

  /** Our id has changed, to fit our address. */
  record IdChanged(Family family, NodeId id) implements DhtEvent {}
}
