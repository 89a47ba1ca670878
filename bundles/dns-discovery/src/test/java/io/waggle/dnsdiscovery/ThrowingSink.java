package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.Optional;

/** A sink that breaks its contract at every call. */
final class ThrowingSink implements FindSink {

  private static IllegalStateException defect() {
    return new IllegalStateException("a sink must not throw");
  }

  @Override
  public void found(PeerAddress address, FoundMeta meta) {
    throw defect();
  }

  @Override
  public void lost(PeerAddress address) {
    throw defect();
  }

  @Override
  public void failed(SourceException error) {
    throw defect();
  }

  @Override
  public void settled() {
    throw defect();
  }

  @Override
  public void done(Optional<Duration> askAgainIn) {
    throw defect();
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
