package io.waggle.dnsdiscovery;

/** What a query is for. */
enum RequestKind {
  /** A token, and how the server sees us. */
  PROBE,
  /** Peers, and being told of new ones. */
  LOOKUP,
  /** The same, and to be listed. */
  ANNOUNCE,
  /** Not to be listed any more. */
  UNANNOUNCE
}
