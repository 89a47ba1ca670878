package io.waggle.api.discovery.spi;

/** How far the addresses of a source are believed. */
public enum Trust {
  /**
   * Anybody may have put them there: loopback, link-local, multicast and unspecified addresses and
   * port 0 are dropped; private networks are dropped too unless the source itself was asked over
   * one.
   */
  OPEN,
  /** The operator or the local network vouches: private and loopback addresses are kept. */
  LOCAL
}
