package io.waggle.kademliadht.source;

import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.net.PeerAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The peers a swarm was connected to last, as addresses to try: where uTP and the DHT share a port,
 * a peer's address is that of its node. Thread-safe.
 */
public final class SwarmHints implements BootstrapSource {

  private static final int KEPT = 32;

  private final Set<PeerAddress> recent = new LinkedHashSet<>();

  /** A peer has shaken hands. */
  public synchronized void connected(PeerAddress peer) {
    recent.remove(peer);
    recent.add(peer);
    if (recent.size() > KEPT) {
      recent.remove(recent.iterator().next());
    }
  }

  @Override
  public synchronized CompletionStage<List<PeerAddress>> nodes() {
    return CompletableFuture.completedStage(List.copyOf(recent));
  }
}
