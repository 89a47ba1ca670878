package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.lookup.LookupPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Finds everybody around a target, 64 nodes. All who are asked about the same id name the same
 * eight; so who is within the region is asked about its own id. To reach all of it the first ones
 * are asked about each quarter that nobody was asked about yet, and every fourth about the other
 * side of a bit further down. The question is get_peers, whatever is to be stored: it brings a
 * token from everybody.
 */
final class Region extends Operation {

  /** Nodes that are looked for. */
  static final int WIDTH = 64;

  /** A region that is expected to be seen whole has no more. */
  static final int WHOLE = 56;

  private static final int AT_A_TIME = 8;
  private static final int QUARTER_BITS = 2;
  private static final int ACROSS_BIT = 3;
  private static final int ACROSS = 4;

  private final int outside;
  private final LongConsumer after;
  private final Map<Candidate, NodeId> about = new HashMap<>();
  private final int[] asked = new int[1 << QUARTER_BITS];

  /**
   * A region.
   *
   * @param prefix leading bits that it is expected to share with the target
   * @param after what to do at the end, with the time
   */
  Region(NodeContext node, NodeId target, int prefix, LongConsumer after) {
    super(node, target, new LookupOptions(WIDTH, 1, false, Optional.empty()));
    this.outside = Math.max(0, prefix - 1);
    this.after = after;
  }

  @Override
  LookupPolicy policy() {
    return super.policy().asking(AT_A_TIME);
  }

  @Override
  public void encode(Lookup lookup, Candidate candidate, KrpcWriter out) {
    NodeId wanted = about.computeIfAbsent(candidate, this::choose);
    Queries.getPeers(out, home(lookup).id(), wanted, false);
  }

  private NodeId choose(Candidate candidate) {
    boolean within = candidate.idKnown() && target.commonPrefix(candidate.id()) >= outside;
    NodeId about = within ? candidate.id() : target;
    int own = quarter(about);
    int missing = within ? nearestUnasked(own) : own;
    asked[missing]++;
    if (missing != own) {
      return inQuarter(about, own ^ missing);
    }
    return within && asked[own] % ACROSS == 0 ? about.flip(outside + ACROSS_BIT) : about;
  }

  private int nearestUnasked(int own) {
    for (int distance = 0; distance < asked.length; distance++) {
      if (asked[own ^ distance] == 0) {
        return own ^ distance;
      }
    }
    return own;
  }

  private int quarter(NodeId id) {
    int quarter = 0;
    for (int bit = 0; bit < QUARTER_BITS; bit++) {
      boolean differs = target.compareDistance(id.flip(outside + bit), id) < 0;
      quarter = quarter << 1 | (differs ? 1 : 0);
    }
    return quarter;
  }

  private NodeId inQuarter(NodeId id, int other) {
    NodeId there = id;
    for (int bit = 0; bit < QUARTER_BITS; bit++) {
      boolean differs = (other >> (QUARTER_BITS - 1 - bit) & 1) == 1;
      there = differs ? there.flip(outside + bit) : there;
    }
    return there;
  }

  @Override
  void converged(long now) {
    done();
    after.accept(now);
  }
}
