package io.waggle.mailbox.holder;

import io.waggle.api.dht.NodeId;

/** How near this node is to a box, as far as it knows. Quick; any thread may call. */
@FunctionalInterface
public interface Neighbourhood {

  /** Whether fewer than so many of the nodes it knows are nearer to the box than it is. */
  boolean near(NodeId box, int among);
}
