package io.waggle.mdnsdiscovery.link;

import io.waggle.common.udp.DatagramOutput;

/** Is told of links as they come and go, on the thread of the sockets. */
public interface LinkListener {

  /** A link can be used. */
  void up(long now, int socket, Link link, DatagramOutput out);

  /** A link can no longer be used. */
  void down(long now, int socket, DatagramOutput out);
}
