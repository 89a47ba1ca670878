package io.waggle.api.discovery.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** A source that can be asked who is at a topic. */
@ConsumerType
public interface PeerFinder extends DiscoverySource {

  /**
   * Starts one round and returns at once; results stream into the sink, from any thread. The hub
   * repeats rounds, backs off, merges and counts: a source has no timer for any of that. A source
   * that hears of peers by itself (mDNS, pushes) keeps its round open, calls {@code settled} after
   * each sweep and never {@code done}.
   *
   * @throws SourceException if the round cannot even start; the same as {@code sink.failed}
   */
  Round find(FindRequest request, FindSink sink) throws SourceException;
}
