package io.waggle.simulation.mail;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Bytes by what they are for. */
final class Traffic {

  /** What bytes are for. */
  enum Kind {
    /** Searching. */
    LOOKUPS,
    /** Laying down records, with all that is around them. */
    PUTS,
    /** The mail alone that was laid down, no profiles: a part of {@link #PUTS}. */
    COPIES,
    /** What lies in boxes. */
    LISTS,
    /** Everything else: how records stand, what holders offer, fetching, deleting. */
    QUESTIONS;

    static Kind of(String method) {
      return switch (method) {
        case "mb_put" -> PUTS;
        case "mb_list", "mb_sub" -> LISTS;
        default -> QUESTIONS;
      };
    }
  }

  private final Map<Kind, Long> bytes = new EnumMap<>(Kind.class);

  void add(Kind kind, long number) {
    bytes.merge(kind, number, Long::sum);
  }

  long of(Kind kind) {
    return bytes.getOrDefault(kind, 0L);
  }

  /** All bytes. */
  long all() {
    return bytes.values().stream().mapToLong(Long::longValue).sum() - of(Kind.COPIES);
  }

  /** The sums of several. */
  static Traffic sum(Collection<Traffic> several) {
    Traffic sum = new Traffic();
    several.forEach(each -> each.bytes.forEach(sum::add));
    return sum;
  }
}
