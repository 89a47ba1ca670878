package io.waggle.api.discovery;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of peers. Given to a join, or registered as a service (whiteboard) to hear of all joins.
 * Called on a thread of the hub's, one call at a time; an exception is logged and harms nobody.
 */
@ConsumerType
public interface SightingListener {

  /** A first source vouches for the peer. */
  default void found(Sighting sighting) {}

  /** Another source vouches for it too, or one of several no longer does. */
  default void updated(Sighting sighting) {}

  /** The last source has withdrawn its word, let it lapse, or left. */
  default void lost(Sighting sighting) {}
}
