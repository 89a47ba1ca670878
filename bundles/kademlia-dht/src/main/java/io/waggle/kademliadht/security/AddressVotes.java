package io.waggle.kademliadht.security;

import io.waggle.kademliadht.krpc.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How others see us, by vote (BEP 42): believed when four or more of the last sixteen voters, each
 * of another /16 (IPv6: /32), and two thirds of them, agree.
 */
public final class AddressVotes {

  private static final int KEPT = 16;
  private static final int ENOUGH = 4;

  /** Oldest first; an area stands here once. */
  private final long[] areas = new long[KEPT];

  private final Endpoint[] voters = new Endpoint[KEPT];
  private final Endpoint[] seenAs = new Endpoint[KEPT];
  private int size;
  private Endpoint agreed;

  /**
   * One vote.
   *
   * @param voter who
   * @param seen our address and port as the voter sees them; port 0 if it does not tell
   */
  public record Vote(Endpoint voter, Endpoint seen) {}

  /**
   * Counts a vote.
   *
   * @return the address if it has just become another one, else null
   */
  public Endpoint vote(Endpoint voter, Endpoint seen) {
    if (voter.isV6() != seen.isV6() || Addresses.isLocal(seen)) {
      return null;
    }
    count(voter.isV6() ? voter.hi() >>> 32 : voter.v4() >>> 16, voter, seen);
    int same = agreeing(seen);
    boolean enough = same >= ENOUGH && same * 3 >= size * 2;
    if (!enough || (agreed != null && agreed.sameHost(seen))) {
      return null;
    }
    agreed = seen;
    return seen;
  }

  private void count(long area, Endpoint voter, Endpoint seen) {
    int gone = 0;
    while (gone < size && areas[gone] != area) {
      gone++;
    }
    if (gone == KEPT) {
      gone = 0;
    }
    if (gone < size) {
      System.arraycopy(areas, gone + 1, areas, gone, size - gone - 1);
      System.arraycopy(voters, gone + 1, voters, gone, size - gone - 1);
      System.arraycopy(seenAs, gone + 1, seenAs, gone, size - gone - 1);
      size--;
    }
    // Most say the same: one object stands for all of them.
    Endpoint last = size == 0 ? null : seenAs[size - 1];
    areas[size] = area;
    voters[size] = voter;
    seenAs[size++] = seen.equals(last) ? last : seen;
  }

  private int agreeing(Endpoint seen) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      n += seenAs[i].sameHost(seen) ? 1 : 0;
    }
    return n;
  }

  /** Forgets all votes: the network has changed. */
  public void clear() {
    Arrays.fill(voters, null);
    Arrays.fill(seenAs, null);
    size = 0;
  }

  /** What is believed, or null. */
  public Endpoint agreed() {
    return agreed;
  }

  /** The votes for what is believed, the oldest first; none if nothing is. */
  public List<Vote> supporting() {
    List<Vote> all = new ArrayList<>(KEPT);
    for (int i = 0; agreed != null && i < size; i++) {
      if (seenAs[i].sameHost(agreed)) {
        all.add(new Vote(voters[i], seenAs[i]));
      }
    }
    return all;
  }
}
