package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.KrpcWriter;

/**
 * Where announced peers and items are kept. Called by one node at a time; times are seconds of the
 * node's own counter. Several local ids may share one (BEP 45).
 */
public interface ItemStore {

  /** Where the node stands, so that what is far from it goes first when there is no room. */
  void standAt(NodeId self);

  /**
   * Keeps or refreshes a peer.
   *
   * @return false if there is no room for it
   */
  boolean announce(int now, NodeId infoHash, Endpoint peer, boolean seed);

  /**
   * Writes peers as strings of the list {@code values}, other ones at each call.
   *
   * @param room bytes that may be written
   * @return how many were written
   */
  int writePeers(
      int now, long hi, long mid, int lo, Family family, boolean seeds, int room, KrpcWriter out);

  /** Fills the two Bloom filters of BEP 33. */
  void scrape(int now, NodeId infoHash, Family family, BloomFilter seeds, BloomFilter peers);

  /** Peers kept of a topic. */
  int peers(NodeId infoHash, Family family);

  /** Peers kept in all. */
  int peers();

  /** Topics with peers. */
  int topics();

  /** Writes up to {@code max} info hashes, chosen at random; returns how many (BEP 51). */
  int sample(long random, int max, KrpcWriter out);

  /** The item, or null if there is none or it is over its time. */
  StoredItem get(int now, NodeId target);

  /**
   * Keeps an item in place of an older one, which the caller has checked.
   *
   * @param group the neighbourhood it came from
   * @return false if there is no room for it
   */
  boolean put(int now, StoredItem item, long group);

  /** Items kept. */
  int items();

  /** Bytes of items kept, with their share of the books. */
  long itemBytes();

  /** Drops what is over its time; called every minute. */
  void sweep(int now);
}
