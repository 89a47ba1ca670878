package io.waggle.api.swarm;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.Optional;
import java.util.Set;

/** What a swarm tells its listeners. Further kinds may be added: keep a default branch. */
public interface SwarmEvent {

  /** The name of the swarm. */
  String swarm();

  /**
   * A port was opened.
   *
   * @param transport tcp, utp, ...
   * @param address as bound
   */
  record Listening(String swarm, String transport, PeerAddress address) implements SwarmEvent {}

  /** A port could not be opened, or was lost; it is tried again. */
  record ListenFailed(String swarm, String transport, int port, String message)
      implements SwarmEvent {}

  /** Discovery found a peer it had not named before at this topic. */
  record PeerFound(String swarm, Topic topic, PeerAddress address, Set<SourceId> sources)
      implements SwarmEvent {}

  /** A dial begins. */
  record Connecting(String swarm, PeerAddress address, int attempt) implements SwarmEvent {}

  /** A dial failed; {@code last} tells that the address is given up until it is found again. */
  record ConnectFailed(String swarm, PeerAddress address, String message, boolean last)
      implements SwarmEvent {}

  /** A peer has shaken hands; the connection is ready. */
  record Connected(String swarm, Connection connection) implements SwarmEvent {}

  /** A connection that had been announced by {@link Connected} has ended. */
  record Closed(String swarm, ConnectionInfo connection, CloseReason reason)
      implements SwarmEvent {}

  /** A peer was not dialled or not let in. */
  record Rejected(
      String swarm,
      Optional<PeerAddress> address,
      Optional<PeerId> peer,
      RejectReason reason,
      String message)
      implements SwarmEvent {}
}
