package io.waggle.hypercore;

import io.waggle.api.swarm.spi.HandshakeException;

/** The peer sent what the protocol does not allow. */
final class MalformedException extends HandshakeException {

  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
