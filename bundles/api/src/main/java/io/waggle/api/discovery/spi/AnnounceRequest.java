package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.util.Optional;

/**
 * What to announce.
 *
 * @param topic where
 * @param port the port we listen on, 1 to 65535
 * @param id our id, for sources that carry ids
 */
public record AnnounceRequest(Topic topic, int port, Optional<PeerId> id) {

  /** Checks the port. */
  public AnnounceRequest {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 1..65535");
    }
  }
}
