package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.SourceStatus;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What finders and announcers have in common. A source is registered as a service under {@link
 * PeerFinder}, {@link PeerAnnouncer} or both, with the properties of {@link SourceProperties}.
 */
@ConsumerType
public interface DiscoverySource {

  /** How it fares. Never blocks; safe to call under a lock. */
  SourceStatus status();
}
