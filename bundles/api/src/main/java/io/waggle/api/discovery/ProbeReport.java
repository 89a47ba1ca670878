package io.waggle.api.discovery;

import io.waggle.api.net.PeerAddress;
import java.util.List;

/**
 * What one round against one source gave.
 *
 * @param source which
 * @param topic asked for what
 * @param round how it went
 * @param peers what it named, filtered or not
 */
public record ProbeReport(
    SourceId source, Topic topic, RoundReport round, List<PeerAddress> peers) {

  /** Keeps its own copy of the peers. */
  public ProbeReport {
    peers = List.copyOf(peers);
  }
}
