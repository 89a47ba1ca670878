package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.wire.MessageReader;
import java.time.Duration;

/**
 * How the dialect is spoken. All of it can be changed while it runs.
 *
 * @param domain what the names of topics stand under, of any number of labels
 * @param interval after which a topic is asked for again at rest, up to a sixth later
 * @param peersPerTopic how many peers of one topic are known at most, 1 to 10000
 * @param peersPerHost how many of them at one address at most
 * @param packetsPerSecond how many packets of one sender are read in the long run
 */
public record DatSettings(
    String domain, Duration interval, int peersPerTopic, int peersPerHost, int packetsPerSecond) {

  /** The original's habits in the domain of Dat. */
  public static final DatSettings DEFAULT =
      new DatSettings("dat.local", Duration.ofSeconds(60), 1000, 32, 200);

  /** Checks the domain. */
  public DatSettings {
    new MessageReader(domain);
  }

  /** How long a peer is believed that is not heard of again: two sweeps may be missed. */
  Duration validity() {
    return interval.multipliedBy(5).dividedBy(2);
  }
}
