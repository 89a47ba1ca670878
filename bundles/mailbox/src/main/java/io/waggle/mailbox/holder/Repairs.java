package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.time.WaggleClock;
import io.waggle.mailbox.wire.MailQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Looks after each record about hourly (MAIL.md §8, "lazy"): what is due about the same time goes
 * in one {@link Round}, at times of chance, and whatever another holder was seen to look after
 * waits for another hour, so that the first who finds copies lacking is mostly the only one. After
 * a start all of them are looked after within the hour, since much may have been delivered
 * meanwhile. Time in, rounds out; lives on the strand of its asker.
 */
final class Repairs {

  /** Between two looks at a record, a quarter more or less. */
  static final Duration EVERY = Duration.ofHours(1);

  /** So often in a row it is left to others, who might say that they look and don't. */
  static final int MOST_LEFT = 3;

  /** What has something newer elsewhere. */
  private static final Duration SELDOM = Duration.ofHours(12);

  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMinutes(5);
  private static final Duration TOGETHER = Duration.ofMinutes(30);
  private static final double SPREAD = 0.25;

  /** Of a round. */
  private static final int MOST = 4096;

  /** When a record is due, and how often in a row it was left to others. */
  private static final class Care {
    private final ByteString name;
    private long due;
    private int left;

    Care(ByteString name, long due) {
      this.name = name;
      this.due = due;
    }
  }

  private final RepairTools tools;
  private final WaggleClock clock;
  private final DoubleSupplier chance;
  private final Acquaintances known = new Acquaintances();
  private final Map<ByteString, Care> cares = new HashMap<>();
  private long looked;
  private long soonest;
  private boolean first = true;
  private boolean running;

  /**
   * With tools.
   *
   * @param chance 0 to 1, evenly
   */
  Repairs(RepairTools tools, WaggleClock clock, DoubleSupplier chance) {
    this.tools = tools;
    this.clock = clock;
    this.chance = chance;
  }

  /** Begins what is due; to be called every few seconds. */
  void tick() {
    long now = clock.nanoTime();
    if (first || now - looked >= LOOK.toNanos()) {
      look(now);
    }
    if (!running && !cares.isEmpty() && soonest - now <= 0 && tools.asker().ready()) {
      round(now);
    }
  }

  private void look(long now) {
    long seconds = tools.seconds();
    long due = now + (first ? soon() : later());
    Set<ByteString> here = new HashSet<>();
    for (HeldRecord held : tools.holder().records(seconds)) {
      ByteString tag = MailQuery.Have.tag(held.id().name());
      here.add(tag);
      cares.computeIfAbsent(tag, t -> new Care(held.id().name(), due - waited(held, seconds)));
    }
    cares.keySet().retainAll(here);
    first = false;
    looked = now;
    next(now);
  }

  /** How long one was there before it was seen here; at a start all wait alike. */
  private long waited(HeldRecord held, long seconds) {
    long age = Duration.ofSeconds(Math.max(0, seconds - held.received())).toNanos();
    return first ? 0 : Math.min(age, LOOK.toNanos());
  }

  private void next(long now) {
    soonest = now + cares.values().stream().mapToLong(c -> c.due - now).min().orElse(0);
  }

  private long soon() {
    long least = SOONEST.toNanos();
    return least + (long) ((EVERY.toNanos() - least) * chance.getAsDouble());
  }

  private long later() {
    return (long) (EVERY.toNanos() * (1 - SPREAD + 2 * SPREAD * chance.getAsDouble()));
  }

  /** Another holder has these and looks after them now. */
  void told(List<ByteString> tags) {
    long due = clock.nanoTime() + later();
    for (ByteString tag : tags) {
      Care care = cares.get(tag);
      if (care != null && care.left < MOST_LEFT && due - care.due > 0) {
        care.due = due;
        care.left++;
      }
    }
  }

  private void round(long now) {
    next(now);
    if (soonest - now > 0) {
      return;
    }
    Map<ByteString, Care> due = new HashMap<>();
    cares.forEach(
        (tag, care) -> {
          if (care.due - now <= TOGETHER.toNanos() && due.size() < MOST) {
            due.put(tag, care);
          }
        });
    List<HeldRecord> records = new ArrayList<>();
    due.values().forEach(care -> tools.holder().held(care.name).ifPresent(records::add));
    running = true;
    tools.metrics().counter("repair.rounds").increment();
    tools.metrics().counter("repair.checks").add(records.size());
    new Round(tools, known).run(records).whenComplete((outdated, error) -> over(due, outdated));
  }

  private void over(Map<ByteString, Care> looked, Set<ByteString> outdated) {
    running = false;
    long now = clock.nanoTime();
    long due = now + later();
    looked.forEach(
        (tag, care) -> {
          care.due = outdated.contains(tag) ? now + SELDOM.toNanos() : due;
          care.left = 0;
        });
    next(now);
  }
}
