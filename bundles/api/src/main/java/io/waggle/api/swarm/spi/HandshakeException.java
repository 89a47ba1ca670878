package io.waggle.api.swarm.spi;

import java.io.IOException;

/** The peer broke the handshake's protocol. */
public class HandshakeException extends IOException {

  private static final long serialVersionUID = 1L;

  /** With a message that names what was read and the rule it breaks. */
  public HandshakeException(String message) {
    super(message);
  }
}
