package io.waggle.common.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A protocol on UDP as a state machine: bytes and time in, bytes out. Called by one thread at a
 * time; {@code now} is {@link io.waggle.api.time.WaggleClock#nanoTime()}.
 */
public interface DatagramEngine {

  /**
   * A datagram has come.
   *
   * @param socket which of the loop's sockets, from 0
   * @param packet valid during the call only
   */
  void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out);

  /** Does what is due. */
  void tick(long now, DatagramOutput out);

  /** When {@link #tick} has something to do next; {@link Long#MAX_VALUE} for never. */
  long nextDeadline();
}
