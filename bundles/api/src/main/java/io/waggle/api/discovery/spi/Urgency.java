package io.waggle.api.discovery.spi;

/** How a source may trade speed for traffic. */
public enum Urgency {
  /** Somebody has just joined and waits. */
  NOW,
  /** A repeated round; answers from a cache are welcome. */
  REFRESH
}
