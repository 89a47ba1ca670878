package io.waggle.api.dht;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One node of one DHT. A factory configuration makes one; several may stand side by side as
 * networks of their own. All methods may be called from any thread and return at once; callbacks
 * come on the node's thread, one at a time: do not block in them.
 */
@ProviderType
public interface DhtService {

  /** Service property: the name of the node, unique in the process. */
  String NAME = "dht.name";

  /** Its name. */
  String name();

  /** How it fares. */
  DhtStatus status();

  /** Completes when the node is READY for the first time. */
  CompletionStage<Void> ready();

  /** Finds the nodes nearest to a target. */
  DhtOperation<LookupReport> findNodes(NodeId target, DhtLookup lookup);

  /**
   * Finds peers.
   *
   * @param peers is handed each peer once, as it comes
   */
  DhtOperation<LookupReport> getPeers(
      NodeId infoHash, DhtLookup lookup, Consumer<PeerAddress> peers);

  /**
   * Announces us, and finds peers on the way. Done when three quarters of the holders have
   * confirmed.
   *
   * @param port ours; empty if it is the one our datagrams come from
   * @param peers is handed each peer once, as it comes
   */
  DhtOperation<StoreReport> announce(
      NodeId infoHash, Optional<Integer> port, DhtLookup lookup, Consumer<PeerAddress> peers);

  /** Estimates how many peers a topic has (BEP 33). */
  DhtOperation<ScrapeReport> scrape(NodeId infoHash);

  /** Gets an immutable item; empty if nobody has it. */
  DhtOperation<Optional<DhtItem>> getImmutable(NodeId target, DhtLookup lookup);

  /** Puts an immutable item. {@code value} is bencoded, at most 1000 bytes. */
  DhtOperation<StoreReport> putImmutable(ByteString value, DhtLookup lookup);

  /** Where an immutable item lives. */
  NodeId targetOf(ByteString value);

  /** Where a mutable item lives. */
  NodeId targetOf(ByteString key, ByteString salt);

  /** What the owner of a mutable item signs. */
  ByteString signedBytes(ByteString salt, long seq, ByteString value);

  /**
   * Gets the newest version of a mutable item that the nearest nodes have; empty if none has one.
   *
   * @param minSeq only versions above it count; -1 for any
   * @param versions is handed each newer version as it comes
   */
  DhtOperation<Optional<DhtItem>> getMutable(
      ByteString key, ByteString salt, long minSeq, DhtLookup lookup, Consumer<DhtItem> versions);

  /** Puts a mutable item. */
  DhtOperation<StoreReport> putMutable(DhtMutableItem item, DhtLookup lookup);

  /**
   * Stores many values again, in no hurry and with few lookups: where many of them lie close
   * together one lookup serves all of a region. It takes minutes, so that no node is asked more
   * often than its limits allow.
   *
   * @param each is handed what came of each value with its index, as it is settled
   * @throws UnsupportedOperationException if this DHT stores one at a time only
   */
  default DhtOperation<RepublishReport> republish(
      List<DhtValue> values, ObjIntConsumer<StoreReport> each) {
    throw new UnsupportedOperationException(name() + " stores one at a time only");
  }

  /**
   * Asks one node anything, for bundles that add queries of their own. The result fails with a
   * {@link DhtException}.
   *
   * @param id the id it is known by; an answer under another id is none
   */
  DhtOperation<DhtReply> query(
      PeerAddress node, Optional<NodeId> id, String method, DhtArguments arguments);

  /** Asks one node for info hashes it stores (BEP 51). */
  DhtOperation<DhtReply> sample(PeerAddress node, NodeId target);

  /** Tries a node; it gets into the table if it answers. */
  void addNode(PeerAddress node);

  /** Forgets a node. */
  void removeNode(PeerAddress node);

  /** The nodes known, those with a place first, by bucket. */
  CompletionStage<List<DhtContact>> table();

  /** Writes what is to be remembered to its file now; completes when it is durable. */
  CompletionStage<Void> save();

  /** The limits in force, one line each, for a person. */
  List<String> limits();
}
