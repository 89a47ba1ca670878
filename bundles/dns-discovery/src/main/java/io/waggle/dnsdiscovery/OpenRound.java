package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A round as long as somebody listens. It fails only at its start, when no server answers; after
 * that it goes on, whatever happens to the servers. It is settled when every server that was asked
 * has answered or failed, or 2 s after the first answer. Touched by the engine's thread alone, but
 * for {@link #close()}.
 */
final class OpenRound {

  /** What became of a peer. */
  enum Told {
    NEWS,
    KNOWN,
    OVER_LIMIT
  }

  private static final Logger log = LoggerFactory.getLogger(OpenRound.class);
  private static final int MOST_PEERS = 1000;
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final FindSink sink;
  private final ToldPeers told;
  private final Set<ServerSpec> unanswered = new HashSet<>();
  private boolean answered;
  private Timers.Timer patience;
  private volatile boolean closed;

  OpenRound(FindSink sink, int limit, ClientSettings settings) {
    this.sink = sink;
    long half = settings.interval().toNanos() / 2;
    this.told = new ToldPeers(Math.min(Math.max(limit, 1), MOST_PEERS), half);
  }

  /** From any thread: nothing more is told. */
  void close() {
    closed = true;
  }

  /** Whether anybody still listens. */
  boolean isOpen() {
    return !closed && sink.isOpen();
  }

  /** Whether nobody listens any more; then nothing of it stays behind. */
  boolean isOver() {
    boolean over = !isOpen();
    if (over) {
      release();
    }
    return over;
  }

  /** The server is asked on this round's behalf. */
  void asked(ServerSpec server) {
    unanswered.add(server);
  }

  /** A server has answered, and what it named was told. */
  void answered(ServerSpec server, Timers timers) {
    answered = true;
    if (unanswered.remove(server) && unanswered.isEmpty()) {
      settle();
    } else if (!unanswered.isEmpty() && patience == null) {
      patience = timers.after(PATIENCE, this::settle);
    }
  }

  /** A server did not answer; returns whether it was the last hope, and then the round is over. */
  boolean failed(ServerSpec server, Code code, String message) {
    if (!unanswered.remove(server) || !unanswered.isEmpty()) {
      return false;
    }
    if (answered) {
      settle();
      return false;
    }
    end(new SourceException(code, message));
    return true;
  }

  private void settle() {
    unanswered.clear();
    stopWaiting();
    call(sink::settled);
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }

  /** On the engine's thread: nothing of it stays behind. */
  void release() {
    closed = true;
    stopWaiting();
  }

  void end(SourceException error) {
    call(() -> sink.failed(error));
    release();
  }

  /** A server's whole list begins. */
  void listed(ServerSpec server, long now) {
    told.listed(server, now);
  }

  /** A peer of a reply. */
  Told found(PeerAddress peer, FoundMeta meta, ServerSpec server, long now) {
    return told.isNews(peer, now) ? tell(peer, meta, server, now) : Told.KNOWN;
  }

  /** A pushed peer. */
  Told pushed(PeerAddress peer, FoundMeta meta, ServerSpec server, long now) {
    return told.isFreshPush(peer, now) ? tell(peer, meta, server, now) : Told.KNOWN;
  }

  private Told tell(PeerAddress peer, FoundMeta meta, ServerSpec server, long now) {
    if (!told.note(peer, server, now)) {
      return Told.OVER_LIMIT;
    }
    call(() -> sink.found(peer, meta));
    return Told.NEWS;
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
