package io.waggle.api.udp;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A UDP socket that several protocols share. A datagram goes to the first protocol that claims it,
 * in the order of their priorities. Any thread may call.
 */
@ProviderType
public interface UdpMux {

  /** Service property: the name of the socket, unique in the node. */
  String NAME = "udp.name";

  /** What it is bound to. */
  List<PeerAddress> local();

  /**
   * Lets a protocol take part.
   *
   * @param priority higher ones are asked first; a protocol without a mark of its own (DNS) has the
   *     lowest
   */
  Registration attach(int priority, UdpProtocol protocol);

  /** Ends a protocol's part. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
