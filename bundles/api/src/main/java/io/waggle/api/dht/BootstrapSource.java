package io.waggle.api.dht;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that knows addresses of nodes (whiteboard), for all DHTs or, with the property {@code
 * dht.name}, for one. Asked when it comes, at start and while nobody answers, at most every ten
 * seconds. When it goes, no node goes with it.
 */
@ConsumerType
public interface BootstrapSource {

  /** Addresses to try. Never blocks; may complete later. */
  CompletionStage<List<PeerAddress>> nodes();
}
