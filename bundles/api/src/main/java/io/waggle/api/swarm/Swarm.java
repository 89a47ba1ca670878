package io.waggle.api.swarm;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Joins topics, dials the peers that discovery finds there, accepts those that dial us, shakes
 * hands and keeps one connection a peer. A factory configuration makes one; a node may have
 * several. All methods may be called from any thread and return at once.
 */
@ProviderType
public interface Swarm extends AutoCloseable {

  /** Service property: the name of the swarm, unique in the node. */
  String NAME = "swarm.name";

  /** Its name. */
  String name();

  /** What it calls itself in handshakes. */
  PeerId id();

  /** The port it listens on, or empty while it does not listen. */
  OptionalInt port();

  /** Joins a topic; joining it again replaces the options and gives the same join. */
  SwarmJoin join(Topic topic, SwarmJoinOptions options);

  /** Hands in a peer found by other means; dialled under the same rules as any other. */
  void addPeer(Topic topic, PeerAddress address);

  /** Forgets an address and dials it no more until it is added again; closes nothing. */
  void removePeer(PeerAddress address);

  /** Adds a listener of this swarm only; the whiteboard's listeners hear of all swarms. */
  Registration listen(SwarmListener listener);

  /** Connections that are open, oldest first. */
  Collection<Connection> connections();

  /** Everything known of the swarm and its peers at this moment. */
  SwarmReport report();

  /** What was tried with an address, oldest first, bounded. */
  List<TrailEntry> trail(PeerAddress address);

  /** What was tried at a topic, oldest first, bounded. */
  List<TrailEntry> trail(Topic topic);

  /** Leaves every topic, closes every connection and every listener. */
  @Override
  void close();

  /** Ends a subscription. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
