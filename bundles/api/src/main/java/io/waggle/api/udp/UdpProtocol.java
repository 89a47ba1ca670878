package io.waggle.api.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A protocol on a shared socket, as a state machine. Called on the socket's thread only. */
@ConsumerType
public interface UdpProtocol {

  /** The first call: how to send, and how to get onto this thread. */
  void attached(UdpPort port);

  /** Whether a datagram is this protocol's, by its first bytes; must be quick and not move it. */
  boolean claims(ByteBuffer packet);

  /** The same, for a protocol that has no mark in its bytes and knows its own by who sends them. */
  default boolean claims(ByteBuffer packet, InetSocketAddress from) {
    return claims(packet);
  }

  /**
   * A datagram that was claimed.
   *
   * @param now nanoseconds of the node's clock
   * @param packet valid during the call only
   */
  void datagram(long now, ByteBuffer packet, InetSocketAddress from);

  /** Does what is due. */
  void tick(long now);

  /** When {@link #tick} has something to do next; {@link Long#MAX_VALUE} for never. */
  long nextDeadline();
}
