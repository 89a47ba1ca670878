package io.waggle.kademliadht.core;

/** What a node counts. */
public enum Stat {
  /** Datagrams that came. */
  RECEIVED,
  /** Bytes that came. */
  RECEIVED_BYTES,
  /** Datagrams sent. */
  SENT,
  /** Bytes sent. */
  SENT_BYTES,
  /** Dropped unread: too short, no dictionary, from nowhere. */
  JUNK,
  /** Dropped: not a KRPC message. */
  MALFORMED,
  /** Dropped: of another network. */
  FOREIGN,
  /** Dropped: over a limit. */
  LIMITED,
  /** Dropped: an answer nobody had asked for, or from elsewhere. */
  STRAY,
  /** Answers under another id than expected. */
  MISMATCH,
  /** Answered ping. */
  PING,
  /** Answered find_node, and unknown methods that name a target. */
  FIND_NODE,
  /** Answered get_peers. */
  GET_PEERS,
  /** Peers stored for others. */
  ANNOUNCE_PEER,
  /** Answered get. */
  GET,
  /** Items stored for others. */
  PUT,
  /** Answered sample_infohashes. */
  SAMPLE,
  /** Queries handed to other bundles. */
  EXTENSION,
  /** Errors sent. */
  ERRORS,
  /** Tokens that were not good. */
  BAD_TOKEN,
  /** Stores refused for want of room. */
  REFUSED,
  /** Signatures checked. */
  VERIFIED,
  /** Questions sent. */
  ASKED,
  /** Questions repeated. */
  REPEATED,
  /** Questions answered. */
  ANSWERED,
  /** Questions not answered in time. */
  UNANSWERED,
  /** Lookups that ended with somebody found. */
  LOOKUPS,
  /** Lookups that found nobody. */
  LOOKUPS_EMPTY,
  /** Hops of all lookups. */
  HOPS,
  /** Values stored again many at a time. */
  REPUBLISHED,
  /** Wide lookups for that, each for all values of a region. */
  REGIONS,
  /** Orders to store many values again that were carried out. */
  SWEEPS,
  /** Lookups those would have taken one by one, less those that they took. */
  LOOKUPS_SPARED;

  /** Where it is counted: an array per node is a fifth of the memory of a map. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }
}
