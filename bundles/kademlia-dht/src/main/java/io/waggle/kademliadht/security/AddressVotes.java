package io.waggle.kademliadht.security;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
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

  private final Family family;

  /** Oldest first; an area stands here once. As on the wire: each node of a simulation has them. */
  private final byte[] voters;

  private final Endpoint[] seenAs = new Endpoint[KEPT];
  private int size;
  private Endpoint agreed;

  /** Votes of nodes of one family. */
  public AddressVotes(Family family) {
    this.family = family;
    this.voters = new byte[KEPT * family.endpointLength()];
  }

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
    if (voter.family() != family || seen.family() != family || Addresses.isLocal(seen)) {
      return null;
    }
    count(voter, seen);
    int same = agreeing(seen);
    boolean enough = same >= ENOUGH && same * 3 >= size * 2;
    if (!enough || (agreed != null && agreed.sameHost(seen))) {
      return null;
    }
    agreed = seen;
    return seen;
  }

  private void count(Endpoint voter, Endpoint seen) {
    int length = family.endpointLength();
    byte[] compact = new byte[length];
    voter.write(compact, 0);
    int gone = 0;
    while (gone < size && !isOfOneArea(gone, compact)) {
      gone++;
    }
    if (gone == KEPT) {
      gone = 0;
    }
    if (gone < size) {
      int later = size - gone - 1;
      System.arraycopy(voters, (gone + 1) * length, voters, gone * length, later * length);
      System.arraycopy(seenAs, gone + 1, seenAs, gone, later);
      size--;
    }
    // Most say the same: one object stands for all of them.
    Endpoint last = size == 0 ? null : seenAs[size - 1];
    System.arraycopy(compact, 0, voters, size * length, length);
    seenAs[size++] = seen.equals(last) ? last : seen;
  }

  private boolean isOfOneArea(int kept, byte[] voter) {
    int prefix = family == Family.V4 ? 2 : 4;
    int at = kept * family.endpointLength();
    return Arrays.equals(voters, at, at + prefix, voter, 0, prefix);
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
        Endpoint voter = Endpoint.read(voters, i * family.endpointLength(), family);
        all.add(new Vote(voter, seenAs[i]));
      }
    }
    return all;
  }
}
