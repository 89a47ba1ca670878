package io.waggle.api.discovery.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** A source that can tell others where we are. */
@ConsumerType
public interface PeerAnnouncer extends DiscoverySource {

  /** Prepares an announcement; does no I/O. */
  Announcement announce(AnnounceRequest request);
}
