package io.waggle.common.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Where a {@link DatagramEngine} sends. */
@FunctionalInterface
public interface DatagramOutput {

  /**
   * Sends now or drops; UDP promises nothing, and neither does this.
   *
   * @param socket which of the loop's sockets, from 0
   * @param packet its remaining bytes; free for reuse on return
   */
  void send(int socket, ByteBuffer packet, InetSocketAddress to);
}
