package io.waggle.swarmconnector;

import io.waggle.api.swarm.spi.Transport;
import java.time.Duration;

/**
 * A transport as it stands in a swarm.
 *
 * @param transport the service
 * @param preference of two connections to one peer the one with the higher preference is kept
 * @param patience how long a wire that is ready waits for a preferred one
 */
record Lane(Transport transport, int preference, Duration patience) {

  String name() {
    return transport.name();
  }
}
