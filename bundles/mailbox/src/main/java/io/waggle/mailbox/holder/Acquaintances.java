package io.waggle.mailbox.holder;

import io.waggle.api.dht.DhtPeerNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of what we hold our neighbours had when they were last asked; the latest few hundred.
 */
final class Acquaintances {

  private static final int MOST = 256;

  /** Of a stranger. */
  private static final double UNKNOWN = 0.5;

  /** One that had nothing may have something now. */
  private static final double LEAST = 0.1;

  private final Map<DhtPeerNode, Double> shares =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DhtPeerNode, Double> eldest) {
          return size() > MOST;
        }
      };

  /** One has answered; or has not, and had nothing. */
  void note(DhtPeerNode node, int had, int asked) {
    shares.put(node, Math.max(LEAST, (double) had / asked));
  }

  /** The share of what it is asked for that it will have, more than 0 to 1. */
  double share(DhtPeerNode node) {
    return shares.getOrDefault(node, UNKNOWN);
  }
}
