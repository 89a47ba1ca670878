package io.waggle.api.dht;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something under way. Operations begun before the node is ready wait for it.
 *
 * @param <T> what comes of it
 */
@ProviderType
public interface DhtOperation<T> {

  /** Completes on the node's thread: do not block in what depends on it. */
  CompletionStage<T> result();

  /** Ends it; the result fails with a {@link java.util.concurrent.CancellationException}. */
  void cancel();
}
