package io.waggle.mdnsdiscovery.link;

/** How well somebody on the local network is known, the least first. */
public enum Standing {
  /** Was heard, which anybody can be under any address. */
  STRANGER,

  /** Has been heard for a while. */
  REGULAR,

  /** Has shaken hands, which nobody does who is not at his address. */
  MET
}
