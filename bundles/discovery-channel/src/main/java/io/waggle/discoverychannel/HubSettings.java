package io.waggle.discoverychannel;

import java.time.Duration;
import java.util.Map;

/**
 * The hub's own settings.
 *
 * @param fallbackAfter how long primary sources may give too little before fallback ones are asked
 * @param grace how long a claim is kept after it has lapsed, so that a late renewal costs nothing
 * @param jitter the most that is added to an interval
 * @param backOffMin the pause after a first error
 * @param backOffMax the longest pause after errors
 * @param withdrawWithin how long a withdrawal may take
 * @param groupLimit how many peers of one /24 or /48 are kept a topic from one OPEN source
 * @param perSecond how many peers it did not name before a source may name a second
 * @param overrides service properties that stand above the source's own, by source id
 */
public record HubSettings(
    Duration fallbackAfter,
    Duration grace,
    Duration jitter,
    Duration backOffMin,
    Duration backOffMax,
    Duration withdrawWithin,
    int groupLimit,
    int perSecond,
    Map<String, Map<String, String>> overrides) {

  /** Keeps its own copy of the overrides. */
  public HubSettings {
    overrides = Map.copyOf(overrides);
  }

  /** What holds without a configuration. */
  public static HubSettings defaults() {
    return new HubSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(3),
        32,
        1000,
        Map.of());
  }

  /** The same with other overrides. */
  public HubSettings withOverrides(Map<String, Map<String, String>> others) {
    return new HubSettings(
        fallbackAfter,
        grace,
        jitter,
        backOffMin,
        backOffMax,
        withdrawWithin,
        groupLimit,
        perSecond,
        others);
  }
}
