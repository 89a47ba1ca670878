package io.waggle.testkit.discovery;

import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;

/** An announcer, and somebody else who looks for it in the same world. */
public interface AnnouncerFixture extends SourceFixture {

  /** The source under test, ready to announce. */
  PeerAnnouncer announcer();

  /** A second instance, which must find what the first one announced. */
  PeerFinder observer();
}
