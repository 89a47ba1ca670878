package io.waggle.mdnsdiscovery.dat;

import io.waggle.common.limit.TokenBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which answers are owed on one link. What several questions ask for within {@value #PAUSE_MILLIS}
 * ms is answered once, at the end of them; on the whole a topic is answered once a second (RFC 6762
 * §6). After a pause {@value #SOONER} answers may come sooner: a question does not tell who has
 * just come, and did not hear the last answer, from who has been here, and the original asks but
 * once a minute.
 */
final class AnswerPlan {

  static final int PAUSE_MILLIS = 250;

  private static final int SOONER = 4;
  private static final long PAUSE = Duration.ofMillis(PAUSE_MILLIS).toNanos();
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();
  private static final long REMEMBERED = SOONER * AGAIN;
  private static final int MOST_PORTS = 8;

  /**
   * Whom an answer is for.
   *
   * @param port of the group to send to: askers hear the answer at the port they ask from
   */
  record Slot(int port, String label) {}

  private final Map<Slot, Long> owed = new LinkedHashMap<>();
  private final Map<Slot, Said> said = new HashMap<>();
  private final Map<Slot, Long> repeats = new LinkedHashMap<>();
  private final Map<Integer, Long> ports = new HashMap<>();

  /** What was said lately. */
  private static final class Said {
    private final TokenBucket allowance;
    private long last;

    Said(long now) {
      allowance = new TokenBucket(1, SOONER, now);
    }

    long next(long now) {
      return Math.max(last + PAUSE, now + allowance.waitFor(now));
    }

    void again(long now) {
      last = now;
      allowance.take(now);
    }

    boolean isSince(long now, long span) {
      return now - last < span;
    }
  }

  /**
   * Somebody asks for a topic of ours.
   *
   * @param delay nanoseconds to wait, so that many who answer don't do so at once
   * @return whether that was news: otherwise an answer under way serves this one too
   */
  boolean owe(Slot slot, long now, long delay) {
    if (owed.containsKey(slot) || !hasRoom(slot.port(), now)) {
      return false;
    }
    Said before = said.get(slot);
    long earliest = before == null ? now : before.next(now);
    owed.put(slot, Math.max(earliest, now + delay));
    return true;
  }

  /** Askers make up ports as they like; each would be another stream of answers. */
  private boolean hasRoom(int port, long now) {
    ports.values().removeIf(used -> now - used >= REMEMBERED);
    boolean room = ports.containsKey(port) || ports.size() < MOST_PORTS;
    if (room) {
      ports.put(port, now);
    }
    return room;
  }

  /** Says it now unasked, and once more a second later (RFC 6762 §8.3). */
  void announce(Slot slot, long now) {
    owed.put(slot, now);
    repeats.put(slot, now + AGAIN);
  }

  void forget(String label) {
    owed.keySet().removeIf(slot -> slot.label().equals(label));
    said.keySet().removeIf(slot -> slot.label().equals(label));
    repeats.keySet().removeIf(slot -> slot.label().equals(label));
  }

  void clear() {
    owed.clear();
    said.clear();
    repeats.clear();
    ports.clear();
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
          if (when <= now && !isSaidWithinASecond(slot, now)) {
            owed.put(slot, now);
          }
        });
    repeats.values().removeIf(when -> when <= now);
    Map<Integer, List<String>> due = new TreeMap<>();
    owed.forEach(
        (slot, when) -> {
          if (when <= now) {
            due.computeIfAbsent(slot.port(), p -> new ArrayList<>()).add(slot.label());
            said.computeIfAbsent(slot, s -> new Said(now)).again(now);
          }
        });
    owed.values().removeIf(when -> when <= now);
    said.values().removeIf(each -> !each.isSince(now, REMEMBERED));
    return due;
  }

  /** What was asked for meanwhile need not be repeated. */
  private boolean isSaidWithinASecond(Slot slot, long now) {
    Said before = said.get(slot);
    return before != null && before.isSince(now, AGAIN);
  }
}
