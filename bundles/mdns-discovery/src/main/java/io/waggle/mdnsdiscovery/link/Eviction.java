package io.waggle.mdnsdiscovery.link;

import java.util.ArrayList;
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

  private Eviction() {}

  /**
   * The one to go; empty if there is none.
   *
   * @param since when each was first heard
   * @param random unpredictable; one number is drawn, for such randomness is dear
   */
  public static <T> Optional<T> victim(
      Collection<T> all,
      Function<T, Standing> standing,
      ToLongFunction<T> since,
      RandomGenerator random) {
    Map<Standing, List<T>> lots = new EnumMap<>(Standing.class);
    for (T each : all) {
      lots.computeIfAbsent(standing.apply(each), s -> new ArrayList<>()).add(each);
    }
    List<T> strangers = lots.getOrDefault(Standing.STRANGER, List.of());
    List<T> regulars = lots.getOrDefault(Standing.REGULAR, List.of());
    if (strangers.size() * SHARE >= all.size() || regulars.isEmpty()) {
      List<T> lot = strangers.isEmpty() ? lots.getOrDefault(Standing.MET, List.of()) : strangers;
      return lot.isEmpty() ? Optional.empty() : Optional.of(lot.get(random.nextInt(lot.size())));
    }
    return Optional.of(latest(regulars, since));
  }

  private static <T> T latest(List<T> regulars, ToLongFunction<T> since) {
    T latest = regulars.get(0);
    for (T each : regulars) {
      if (since.applyAsLong(each) - since.applyAsLong(latest) > 0) {
        latest = each;
      }
    }
    return latest;
  }
}
