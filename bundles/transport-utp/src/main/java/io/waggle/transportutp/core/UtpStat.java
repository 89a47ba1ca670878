package io.waggle.transportutp.core;

/** What an endpoint counts; the names are those of its metrics, in lower case with dots. */
public enum UtpStat {
  /** Datagrams that were none of uTP's. */
  PACKETS_MALFORMED,
  /** Connections that were begun. */
  DIALS,
  /** Requests for a connection that were answered, with no memory kept. */
  SYNS_ANSWERED,
  /** Requests that were not answered as there was no room or nobody to take them. */
  SYNS_REFUSED,
  /** Connections that were accepted. */
  ACCEPTED,
  /** Packets of unknown connections that were answered by a reset. */
  RESETS_SENT,
  /** Resets with a wrong id or number, which were not heeded. */
  RESETS_IGNORED,
  /** Packets that asked a peer whether it is there. */
  PROBES,
  /** Connections that ended as the peer answered no more. */
  PEERS_LOST
}
