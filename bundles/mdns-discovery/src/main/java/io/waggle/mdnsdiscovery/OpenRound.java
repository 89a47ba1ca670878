package io.waggle.mdnsdiscovery;

import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.net.PeerAddress;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A round as long as somebody listens. Touched by the engine's thread alone, but for {@link
 * #close()}.
 */
public final class OpenRound {

  private static final Logger log = LoggerFactory.getLogger(OpenRound.class);

  private final FindSink sink;
  private final int limit;
  private final Set<PeerAddress> told = new HashSet<>();
  private volatile boolean closed;

  /**
   * For a sink.
   *
   * @param limit how many peers are told at a time at most
   */
  public OpenRound(FindSink sink, int limit) {
    this.sink = sink;
    this.limit = Math.max(1, limit);
  }

  /** From any thread: nothing more is told. */
  public void close() {
    closed = true;
  }

  /** Whether somebody still listens. */
  public boolean isOpen() {
    return !closed && sink.isOpen();
  }

  /** Everybody has been asked once. */
  public void settle() {
    call(sink::settled);
  }

  /** A peer; returns whether it could be told. */
  public boolean found(PeerAddress peer, FoundMeta meta) {
    if (!told.contains(peer) && told.size() >= limit) {
      return false;
    }
    told.add(peer);
    call(() -> sink.found(peer, meta));
    return true;
  }

  /** The peer is gone. */
  public void lost(PeerAddress peer) {
    if (told.remove(peer)) {
      call(() -> sink.lost(peer));
    }
  }

  /** The peer is no longer known, but not known to be gone either. */
  public void forget(PeerAddress peer) {
    told.remove(peer);
  }

  /** A wall: a sink that throws must harm nobody but its own round. */
  private void call(Runnable sinkCall) {
    if (!isOpen()) {
      return;
    }
    try {
      sinkCall.run();
    } catch (RuntimeException e) {
      closed = true;
      log.error("a sink has thrown; its round is over", e);
    }
  }
}
