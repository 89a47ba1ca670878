package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import java.util.function.LongConsumer;

/** Finds nodes. */
final class FindOperation extends Operation {

  private final boolean random;
  private final LongConsumer after;

  /**
   * A lookup.
   *
   * @param random whether the target says nothing of where nodes are
   * @param after what to do at the end, with the time
   */
  FindOperation(
      NodeContext node, NodeId target, LookupOptions options, boolean random, LongConsumer after) {
    super(node, target, options);
    this.random = random;
    this.after = after;
  }

  @Override
  boolean isRandomTarget() {
    return random;
  }

  @Override
  void converged(long now) {
    lookupDone(now);
    done();
    after.accept(now);
  }
}
