package io.waggle.mdnsdiscovery.dat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which answers are owed on one link. What several questions ask for within {@value #PAUSE_MILLIS}
 * ms is answered once, at the end of them, so that a flood of questions makes no flood of answers.
 */
final class AnswerPlan {

  static final int PAUSE_MILLIS = 250;

  private static final long PAUSE = Duration.ofMillis(PAUSE_MILLIS).toNanos();
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();
  private static final int MOST_PORTS = 8;

  /**
   * Whom an answer is for.
   *
   * @param port of the group to send to: askers hear the answer at the port they ask from
   */
  record Slot(int port, String label) {}

  private final Map<Slot, Long> owed = new LinkedHashMap<>();
  private final Map<Slot, Long> last = new HashMap<>();
  private final Map<Slot, Long> repeats = new LinkedHashMap<>();

  /**
   * Somebody asks for a topic of ours.
   *
   * @param delay nanoseconds to wait, so that many who answer don't do so at once
   * @return whether that was news: otherwise an answer under way serves this one too
   */
  boolean owe(Slot slot, long now, long delay) {
    if (owed.containsKey(slot) || tooManyPorts(slot)) {
      return false;
    }
    Long before = last.get(slot);
    long earliest = before == null ? now : Math.max(now, before + PAUSE);
    owed.put(slot, Math.max(earliest, now + delay));
    return true;
  }

  private boolean tooManyPorts(Slot slot) {
    return owed.size() >= MOST_PORTS
        && owed.keySet().stream().mapToInt(Slot::port).distinct().count() >= MOST_PORTS
        && owed.keySet().stream().noneMatch(other -> other.port() == slot.port());
  }

  /** Says it now unasked, and once more a second later (RFC 6762 §8.3). */
  void announce(Slot slot, long now) {
    owed.put(slot, now);
    repeats.put(slot, now + AGAIN);
  }

  void forget(String label) {
    owed.keySet().removeIf(slot -> slot.label().equals(label));
    last.keySet().removeIf(slot -> slot.label().equals(label));
    repeats.keySet().removeIf(slot -> slot.label().equals(label));
  }

  void clear() {
    owed.clear();
    last.clear();
    repeats.clear();
  }

  /** When something is to be said; {@link Long#MAX_VALUE} for never. */
  long next() {
    long next = Long.MAX_VALUE;
    for (long when : owed.values()) {
      next = Math.min(next, when);
    }
    for (long when : repeats.values()) {
      next = Math.min(next, when);
    }
    return next;
  }

  /** What is to be said by now: the labels by the port. */
  Map<Integer, List<String>> take(long now) {
    repeats.forEach(
        (slot, when) -> {
          if (when <= now) {
            owed.put(slot, now);
          }
        });
    repeats.values().removeIf(when -> when <= now);
    Map<Integer, List<String>> due = new TreeMap<>();
    owed.forEach(
        (slot, when) -> {
          if (when <= now) {
            due.computeIfAbsent(slot.port(), p -> new ArrayList<>()).add(slot.label());
            last.put(slot, now);
          }
        });
    owed.values().removeIf(when -> when <= now);
    last.values().removeIf(at -> now - at >= PAUSE);
    return due;
  }
}
