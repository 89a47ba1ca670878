package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.mdnsdiscovery.link.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Makes a responder for a link. */
public interface ResponderFactory extends AutoCloseable {

  /** Where a responder sends, from any thread. */
  @FunctionalInterface
  interface Transmitter {

    /**
     * Sends a packet.
     *
     * @param to somebody who wants the answer alone; empty for the group
     */
    void send(byte[] packet, Optional<InetSocketAddress> to);
  }

  /**
   * Opens one.
   *
   * @param host the name of the host as long as nobody else has it, one label
   * @throws IOException if the machine can't
   */
  Responder open(Link link, String host, Transmitter transmitter) throws IOException;

  /** Stops what all responders share; they are closed before. */
  @Override
  void close();
}
