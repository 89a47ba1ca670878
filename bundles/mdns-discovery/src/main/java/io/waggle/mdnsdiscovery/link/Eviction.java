package io.waggle.mdnsdiscovery.link;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Who gives up a place when all are taken: whoever is known least. Among strangers chance decides,
 * so that nothing is gained by coming often or under many addresses; of the regulars the latest
 * goes, so that whoever was there before a flood stays. A quarter of the places is the strangers'
 * though, or nobody new would stay long enough to become known.
 */
public final class Eviction {

  private static final int SHARE = 4;
  private static final List<Standing> STRANGERS_FIRST = List.of(Standing.values());
  private static final List<Standing> REGULARS_FIRST =
      List.of(Standing.REGULAR, Standing.STRANGER, Standing.MET);

  private Eviction() {}

  /** One of many of the same standing, in one pass. */
  private static final class Lot<T> {
    private int entries;
    private T drawn;

    void enter(T each, boolean instead) {
      entries++;
      drawn = instead || drawn == null ? each : drawn;
    }
  }

  /**
   * The one to go; empty if there is none.
   *
   * @param since when each was first heard
   */
  public static <T> Optional<T> victim(
      Collection<T> all,
      Function<T, Standing> standing,
      ToLongFunction<T> since,
      RandomGenerator random) {
    Map<Standing, Lot<T>> lots = new EnumMap<>(Standing.class);
    for (T each : all) {
      Standing its = standing.apply(each);
      Lot<T> lot = lots.computeIfAbsent(its, s -> new Lot<>());
      boolean latest = its == Standing.REGULAR && lot.drawn != null;
      boolean instead =
          latest
              ? since.applyAsLong(each) - since.applyAsLong(lot.drawn) > 0
              : random.nextInt(lot.entries + 1) == 0;
      lot.enter(each, instead);
    }
    Lot<T> strangers = lots.get(Standing.STRANGER);
    boolean many = strangers != null && strangers.entries * SHARE >= all.size();
    return (many ? STRANGERS_FIRST : REGULARS_FIRST)
        .stream().filter(lots::containsKey).findFirst().map(s -> lots.get(s).drawn);
  }
}
