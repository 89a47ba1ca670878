package io.waggle.mailbox.holder;

import io.waggle.api.dht.NodeId;
import io.waggle.api.time.WaggleClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Looks after each box about hourly (MAIL.md §8, "lazy"): by the box and not by the record, a few
 * at once, and at times of chance, so that the first who finds copies lacking is mostly the only
 * one. After a start all boxes are looked after within the hour, since much may have been delivered
 * meanwhile. Time in, checks out; lives on the strand of its asker.
 */
final class Repairs {

  /** Between two looks at a box, a quarter more or less. */
  static final Duration EVERY = Duration.ofHours(1);

  /** Checks of boxes that run at once. */
  static final int AT_ONCE = 4;

  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final double SPREAD = 0.25;

  private record Due(NodeId box, long nanos) {}

  private final BoxCheck.Tools tools;
  private final WaggleClock clock;
  private final DoubleSupplier chance;
  private final long start;
  private final Set<NodeId> known = new HashSet<>();
  private final PriorityQueue<Due> queue;
  private long looked;
  private boolean first = true;
  private int running;

  /**
   * With tools.
   *
   * @param chance 0 to 1, evenly
   */
  Repairs(BoxCheck.Tools tools, WaggleClock clock, DoubleSupplier chance) {
    this.tools = tools;
    this.clock = clock;
    this.chance = chance;
    start = clock.nanoTime();
    queue = new PriorityQueue<>(Comparator.comparingLong(due -> due.nanos() - start));
  }

  /** Begins what is due; to be called every few seconds. */
  void tick() {
    long now = clock.nanoTime();
    if (first || now - looked >= LOOK.toNanos()) {
      look(now);
    }
    begin(now);
  }

  private void look(long now) {
    for (NodeId box : tools.holder().boxes()) {
      if (known.add(box)) {
        queue.add(new Due(box, now + (first ? soon() : later())));
      }
    }
    first = false;
    looked = now;
  }

  private long soon() {
    long least = SOONEST.toNanos();
    return least + (long) ((EVERY.toNanos() - least) * chance.getAsDouble());
  }

  private long later() {
    return (long) (EVERY.toNanos() * (1 - SPREAD + 2 * SPREAD * chance.getAsDouble()));
  }

  private void begin(long now) {
    while (running < AT_ONCE
        && !queue.isEmpty()
        && queue.peek().nanos() - now <= 0
        && tools.asker().ready()) {
      check(queue.poll().box());
    }
  }

  private void check(NodeId box) {
    if (tools.holder().held(box, tools.asker().strand().now().getEpochSecond()).isEmpty()) {
      known.remove(box);
      return;
    }
    running++;
    tools.metrics().counter("repair.checks").increment();
    new BoxCheck(tools, box)
        .run()
        .whenComplete(
            (nothing, error) -> {
              running--;
              long now = clock.nanoTime();
              queue.add(new Due(box, now + later()));
              begin(now);
            });
  }
}
