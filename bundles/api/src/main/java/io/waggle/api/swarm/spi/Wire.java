package io.waggle.api.swarm.spi;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.ByteStream;
import org.osgi.annotation.versioning.ConsumerType;

/** A byte stream as a transport gives it, before or after a handshake has wrapped it. */
@ConsumerType
public interface Wire extends ByteStream {

  /** The name of the transport. */
  String transport();

  /** The other end. */
  PeerAddress remote();

  /** Our end. */
  PeerAddress local();
}
