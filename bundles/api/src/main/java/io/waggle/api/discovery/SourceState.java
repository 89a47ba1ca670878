package io.waggle.api.discovery;

/** How a source fares. */
public enum SourceState {
  /** Not ready yet; nothing to do but wait. */
  STARTING,
  /** Working. */
  UP,
  /** Working in part, or by an outdated configuration; the reason says which. */
  DEGRADED,
  /** Not working; it is tried again. */
  DOWN,
  /** Not used until the operator changes something. */
  DISABLED
}
