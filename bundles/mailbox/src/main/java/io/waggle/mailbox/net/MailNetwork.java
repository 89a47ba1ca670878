package io.waggle.mailbox.net;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The overlay's nodes. Never blocks; results may come on any thread. */
public interface MailNetwork {

  /** How many of the nearest nodes must have answered (MAIL.md §8, "wide lookup"). */
  int WIDTH = 16;

  /** Whether there is a network to ask. */
  boolean ready();

  /**
   * Which network it is: another one after the DHT was exchanged, though it may have been away for
   * less than a moment. What nodes had noted for us went with the old one.
   */
  default Object incarnation() {
    return this;
  }

  /** The nearest nodes that answered, the nearest first, at most {@value #WIDTH}. */
  CompletionStage<List<DhtPeerNode>> closest(NodeId target);

  /**
   * The nearest nodes that are known without asking anybody, the nearest first, at most {@value
   * #WIDTH}; some may be gone by now. None if there is nothing to tell from.
   */
  default CompletionStage<List<DhtPeerNode>> known(NodeId target) {
    return CompletableFuture.completedFuture(List.of());
  }

  /** This node, as it can be asked itself: it may keep records like any other. */
  default Optional<DhtPeerNode> here() {
    return Optional.empty();
  }

  /** Asks one node; fails with a {@link io.waggle.api.dht.DhtException}. */
  CompletionStage<DhtReply> ask(DhtPeerNode node, String method, DhtArguments arguments);
}
