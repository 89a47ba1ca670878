package io.waggle.knownpeers;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** One answer: what is known at once, then the names as they are resolved, then the end. */
final class KnownRound implements Round {

  private final FindSink sink;
  private final FoundMeta meta;
  private final int limit;
  private final Set<PeerAddress> named = ConcurrentHashMap.newKeySet();
  private final Set<String> unresolved = new ConcurrentSkipListSet<>();
  // One more than the names that are under way, until the beginning is over.
  private final AtomicInteger pending = new AtomicInteger(1);
  private volatile boolean closed;

  KnownRound(FindSink sink, FoundMeta meta, int limit) {
    this.sink = sink;
    this.meta = meta;
    this.limit = limit;
  }

  void name(PeerAddress address) {
    if (!closed && sink.isOpen() && named.size() < limit && named.add(address)) {
      sink.found(address, meta);
    }
  }

  void nameBegun() {
    pending.incrementAndGet();
  }

  void nameEnded(String host, int port, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      unresolved.add(host);
    }
    addresses.forEach(address -> name(new PeerAddress(address, port)));
    stepEnded();
  }

  /** Ends the round with the last step. */
  void stepEnded() {
    if (pending.decrementAndGet() > 0 || closed) {
      return;
    }
    closed = true;
    if (named.isEmpty() && !unresolved.isEmpty()) {
      String message = "no address for " + String.join(", ", unresolved);
      sink.failed(new SourceException(SourceFault.Code.UNREACHABLE, message));
    } else {
      sink.done(Optional.empty());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
