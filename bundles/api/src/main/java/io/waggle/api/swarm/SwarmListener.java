package io.waggle.api.swarm;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what a swarm does. Given to a swarm, or registered as a service (whiteboard), optionally
 * with the property {@code swarm.name} to hear of one only. Called in order, one call at a time, on
 * a thread of the swarm's: do not block. An exception is logged and harms nobody.
 *
 * <p>A connection belongs to whoever reads it. Let only one listener a swarm read and write.
 */
@ConsumerType
@FunctionalInterface
public interface SwarmListener {

  /** Something happened. */
  void event(SwarmEvent event);
}
