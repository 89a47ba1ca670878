package io.waggle.api.dht;

import java.util.List;

/**
 * Where something was stored.
 *
 * @param holders the nodes that confirmed; in a network smaller than a lookup's width our own is
 *     one of them, at the unspecified address
 * @param asked how many were asked so far
 * @param refusal the code of the last refusal (BEP 5, BEP 44), 0 for none
 */
public record StoreReport(List<DhtPeerNode> holders, int asked, int refusal) {

  /** Keeps its own copy. */
  public StoreReport {
    holders = List.copyOf(holders);
  }

  /** Whether anybody holds it. */
  public boolean isStored() {
    return !holders.isEmpty();
  }
}
