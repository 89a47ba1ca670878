package io.waggle.knownpeers;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the source knows and keeps.
 *
 * @param peers each with a port
 * @param topics labels of the topics it serves; empty is every topic
 * @param remember whether peers that were met are kept
 * @param rememberLimit how many a topic
 * @param rememberFor since they were met last
 * @param validFor how long a peer it named is to be believed
 */
public record KnownPeersSettings(
    List<HostAndPort> peers,
    Set<String> topics,
    boolean remember,
    int rememberLimit,
    Duration rememberFor,
    Duration validFor) {

  private static final String HEX = "hex:";
  private static final int LABEL = 2 * Topic.WIRE_KEY_LENGTH;

  /** Refuses a peer without a port. */
  public KnownPeersSettings {
    peers = List.copyOf(peers);
    topics = Set.copyOf(topics);
    for (HostAndPort peer : peers) {
      if (peer.port().filter(port -> port > 0).isEmpty()) {
        throw new IllegalArgumentException("peer '" + peer + "' lacks a port");
      }
    }
  }

  /**
   * The label of a topic as a person writes it: a name, or {@code hex:} and the key itself.
   *
   * @throws IllegalArgumentException if the hex is none
   */
  public static String label(String text) {
    if (!text.startsWith(HEX)) {
      return Topic.named(text).label();
    }
    String hex = text.substring(HEX.length()).toLowerCase(Locale.ROOT);
    if (!hex.matches("([0-9a-f]{2})+")) {
      throw new IllegalArgumentException("topic '" + text + "' is not hex");
    }
    return hex.substring(0, Math.min(LABEL, hex.length()));
  }

  boolean serves(Topic topic) {
    return topics.isEmpty() || topics.contains(topic.label());
  }
}
