package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import java.util.function.LongConsumer;

/** Finds nodes. */
final class FindOperation extends Operation {

  private final boolean upkeep;
  private final LongConsumer after;

  /**
   * A lookup.
   *
   * @param upkeep whether the node looks after its tables
   * @param after what to do at the end, with the time
   */
  FindOperation(
      NodeContext node, NodeId target, LookupOptions options, boolean upkeep, LongConsumer after) {
    super(node, target, options);
    this.upkeep = upkeep;
    this.after = after;
  }

  @Override
  boolean isUpkeep() {
    return upkeep;
  }

  @Override
  void converged(long now) {
    lookupDone(now);
    done();
    after.accept(now);
  }
}
