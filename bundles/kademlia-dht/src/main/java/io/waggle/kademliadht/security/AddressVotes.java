package io.waggle.kademliadht.security;

import io.waggle.kademliadht.krpc.Endpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * How others see us, by vote (BEP 42): believed when four or more of the last sixteen voters, each
 * of another /16 (IPv6: /32), and two thirds of them, agree.
 */
public final class AddressVotes {

  private static final int KEPT = 16;
  private static final int ENOUGH = 4;

  private final Deque<Vote> votes = new ArrayDeque<>();
  private Endpoint agreed;

  private record Vote(long voter, Endpoint seen) {}

  /**
   * Counts a vote.
   *
   * @return the address if it has just become another one, else null
   */
  public Endpoint vote(Endpoint voter, Endpoint seen) {
    if (voter.isV6() != seen.isV6() || Addresses.isLocal(seen)) {
      return null;
    }
    long area = voter.isV6() ? voter.hi() >>> 32 : voter.v4() >>> 16;
    votes.removeIf(v -> v.voter == area);
    votes.addLast(new Vote(area, seen));
    if (votes.size() > KEPT) {
      votes.removeFirst();
    }
    int same = agreeing(seen);
    boolean enough = same >= ENOUGH && same * 3 >= votes.size() * 2;
    if (!enough || (agreed != null && agreed.sameHost(seen))) {
      return null;
    }
    agreed = seen;
    return seen;
  }

  private int agreeing(Endpoint seen) {
    Set<Long> areas = new HashSet<>();
    for (Vote vote : votes) {
      if (vote.seen.sameHost(seen)) {
        areas.add(vote.voter);
      }
    }
    return areas.size();
  }

  /** Forgets all votes: the network has changed. */
  public void clear() {
    votes.clear();
  }

  /** What is believed, or null. */
  public Endpoint agreed() {
    return agreed;
  }
}
