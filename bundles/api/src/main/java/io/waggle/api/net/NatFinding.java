package io.waggle.api.net;

import java.util.Collection;

/**
 * What one source says of the NAT before us, and what it rests on.
 *
 * @param mapping what the NAT does
 * @param source who says so; empty if it has no name
 * @param observers how many, independent of each other, have told how they see us
 * @param agreeing how many of them bear the mapping out; 0 while it is unknown
 */
public record NatFinding(NatMapping mapping, String source, int observers, int agreeing) {

  /** What is to be thought of it when all observers are trusted, as the servers of a list are. */
  public static NatFinding of(String source, NatMapping mapping, Collection<SeenAs> seen) {
    int observers = (int) seen.stream().map(s -> s.observer().host()).distinct().count();
    return new NatFinding(
        mapping, source, observers, mapping == NatMapping.UNKNOWN ? 0 : observers);
  }

  /** What several sources come to: the least favourable that is known. */
  public static NatMapping together(Collection<NatFinding> findings) {
    return findings.stream().map(NatFinding::mapping).reduce(NatMapping.UNKNOWN, NatMapping::and);
  }
}
