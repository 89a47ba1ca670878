package io.waggle.api.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** A protocol's side of a shared socket. */
@ProviderType
public interface UdpPort {

  /** Sends now or drops. On the socket's thread only. */
  void send(ByteBuffer packet, InetSocketAddress to);

  /**
   * Runs a task on the socket's thread; any thread may call.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the socket was closed
   */
  void execute(Runnable task);
}
