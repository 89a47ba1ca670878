package io.waggle.api.discovery.spi;

import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a round's results go. The hub's; bound to one source, so provenance can be neither
 * forgotten nor forged. Any thread may call; no method blocks or throws; all are silent after the
 * round was closed, ended or failed.
 */
@ProviderType
public interface FindSink {

  /** A peer is, or still is, at this address. */
  void found(PeerAddress address, FoundMeta meta);

  /** The source knows that the peer is gone. */
  void lost(PeerAddress address);

  /** The round has failed; what it found before stays. */
  void failed(SourceException error);

  /**
   * Everybody the source asks has answered or failed once, and the round goes on: for sources that
   * keep their round open. May be called again after each sweep.
   */
  void settled();

  /**
   * The round has ended.
   *
   * @param askAgainIn how long another round would be of no use; empty leaves it to the hub
   */
  void done(Optional<Duration> askAgainIn);

  /** Whether anybody still listens; a source may stop working when not. */
  boolean isOpen();
}
