package io.waggle.kademliadht.core;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.store.StoredItem;
import java.util.List;
import java.util.Optional;

/** What a node can be told to do. Lookups and stores wait until the node is ready. */
public sealed interface Command {

  /** A command that stores something under one target. */
  sealed interface Store extends Command {

    /** Where it belongs. */
    NodeId target();
  }

  /** Finds the nodes nearest to a target. Ends with {@link DhtEvent.LookupDone}. */
  record FindNodes(NodeId target, LookupOptions options) implements Command {}

  /**
   * Finds the peers of an info hash: {@link DhtEvent.PeersFound} as they come, then {@link
   * DhtEvent.LookupDone}.
   */
  record GetPeers(NodeId infoHash, LookupOptions options) implements Command {}

  /**
   * Finds peers and announces us: besides the above {@link DhtEvent.StoreDone}.
   *
   * @param port ours
   * @param impliedPort whether the port our packets come from is taken instead
   */
  record Announce(
      NodeId infoHash, int port, boolean impliedPort, boolean seed, LookupOptions options)
      implements Store {

    @Override
    public NodeId target() {
      return infoHash;
    }
  }

  /** BEP 33: counts peers; ends with {@link DhtEvent.ScrapeDone}. */
  record Scrape(NodeId infoHash) implements Command {}

  /** Gets an item by its hash: {@link DhtEvent.ItemFound}, then {@link DhtEvent.LookupDone}. */
  record GetImmutable(NodeId target, LookupOptions options) implements Command {}

  /**
   * Gets an item by its key: an {@link DhtEvent.ItemFound} for each newer version that comes.
   *
   * @param minSeq only versions above it are of interest; -1 for any
   */
  record GetMutable(ByteString key, ByteString salt, long minSeq, LookupOptions options)
      implements Command {}

  /**
   * Stores an item: {@link DhtEvent.LookupDone}, then {@link DhtEvent.StoreDone}.
   *
   * @param cas the version that must be there now; empty for any
   */
  record Put(StoredItem item, Optional<Long> cas, LookupOptions options) implements Store {

    @Override
    public NodeId target() {
      return item.target();
    }
  }

  /**
   * Stores many things again, with as few lookups as may be and in no hurry: {@link
   * DhtEvent.Stored} for each as it is settled, then {@link DhtEvent.RepublishDone}. Options of the
   * single ones are not heeded.
   */
  record Republish(List<Store> stores) implements Command {

    /** Keeps its own copy. */
    public Republish {
      stores = List.copyOf(stores);
    }
  }

  /** Asks one node anything: {@link DhtEvent.Replied} or {@link DhtEvent.Failed}. */
  record Query(Endpoint to, Optional<NodeId> id, String method, DhtArguments arguments)
      implements Command {}

  /** BEP 51: {@link DhtEvent.Replied}. */
  record Sample(Endpoint to, NodeId target) implements Command {}

  /** Nodes to begin with, besides those known. */
  record Bootstrap(List<Endpoint> nodes) implements Command {

    /** Keeps its own copy. */
    public Bootstrap {
      nodes = List.copyOf(nodes);
    }
  }

  /** Tries a node, so that it gets into the table if it answers. */
  record AddNode(Endpoint node) implements Command {}

  /** Forgets a node. */
  record RemoveNode(Endpoint node) implements Command {}

  /** The network has changed, or the machine has slept: everything is checked again soon. */
  record NetworkChanged() implements Command {}

  /** Ends an operation without further events. */
  record Cancel(long operation) implements Command {}

  /** Another set-up with the same sockets; tables stay. */
  record Reconfigure(NodeConfig config) implements Command {}
}
