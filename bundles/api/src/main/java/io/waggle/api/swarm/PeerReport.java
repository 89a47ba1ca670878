package io.waggle.api.swarm;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An address the swarm keeps in mind.
 *
 * @param address where
 * @param state what is being done about it
 * @param peer its id, once a handshake told
 * @param topics where it was found
 * @param sources who vouches for it now
 * @param attempts dials since the last success
 * @param nextDial until the next dial, while WAITING
 * @param lastError of the last attempt; empty if there was none
 */
public record PeerReport(
    PeerAddress address,
    State state,
    Optional<PeerId> peer,
    Set<Topic> topics,
    Set<SourceId> sources,
    int attempts,
    Optional<Duration> nextDial,
    String lastError) {

  /** What is being done about an address. */
  public enum State {
    /** In the queue, to be dialled when there is room. */
    QUEUED,
    /** Being dialled. */
    CONNECTING,
    /** Shaking hands. */
    HANDSHAKING,
    /** Connected. */
    CONNECTED,
    /** Failed; waits for its next turn. */
    WAITING,
    /** Given up until discovery names it again. */
    DROPPED,
    /** Never dialled: ourselves, denied or removed. */
    BANNED
  }
}
