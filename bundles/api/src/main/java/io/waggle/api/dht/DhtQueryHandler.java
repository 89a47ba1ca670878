package io.waggle.api.dht;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that adds queries to the DHT (whiteboard), for all nodes or, with the property {@code
 * dht.name}, for one. Its queries pass the same limits and are counted like any other.
 */
@ConsumerType
public interface DhtQueryHandler {

  /** The methods it answers; asked once. Those of the BEPs can't be taken over. */
  Set<String> methods();

  /** A query has come. On the node's thread: do not block; answer now or later. */
  void handle(DhtQuery query, DhtResponder responder);
}
