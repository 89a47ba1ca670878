package io.waggle.api.discovery;

/** How the key that is seen on the wire is made from a topic's id. */
public enum Hashing {
  /** SHA-1 of the id: the default of discovery-channel. */
  SHA1,
  /** The id itself, cut to 20 bytes: {@code hash:false}, as Beaker and dat-node have it. */
  RAW
}
