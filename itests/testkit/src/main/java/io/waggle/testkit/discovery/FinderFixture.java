package io.waggle.testkit.discovery;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.net.PeerAddress;

/** A finder and the world it looks into. */
public interface FinderFixture extends SourceFixture {

  /** The source under test, ready to be asked. */
  PeerFinder finder();

  /**
   * Puts a peer into the world that listens at this port.
   *
   * @return the address under which the finder has to name it
   */
  PeerAddress place(Topic topic, int port) throws Exception;

  /** Whether rounds stay open and settle instead of ending by themselves, as in mDNS. */
  default boolean continuous() {
    return false;
  }
}
