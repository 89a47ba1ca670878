package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceRole;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How one source is used: its service properties, read.
 *
 * @param kind for people
 * @param rank higher is dialled first
 * @param realms what it serves; empty means all
 * @param startAfter how long after a join it is asked first
 * @param timeout of a round; zero for rounds that never end
 * @param role when it is asked
 * @param limit peers kept a topic
 * @param interval from round to round
 * @param trust how far its addresses are believed
 * @param problems properties that could not be read, for a person
 */
record SourcePolicy(
    String kind,
    int rank,
    Set<String> realms,
    Duration startAfter,
    Duration timeout,
    SourceRole role,
    int limit,
    Duration interval,
    Trust trust,
    List<String> problems) {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

  boolean serves(Topic topic) {
    return realms.isEmpty() || realms.contains(topic.realm());
  }

  /** How long one call into the source may take, even where rounds have no end. */
  Duration callLimit() {
    return timeout.isZero() ? CALL_LIMIT : timeout;
  }
}
