package io.waggle.interop;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The events of one process in the order they came, and bounded waits for more of them. Safe from
 * any thread.
 */
public final class EventLog {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final String owner;
  private final List<JsonObject> events = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  /**
   * @param owner whose events they are, for messages
   */
  public EventLog(String owner) {
    this.owner = owner;
  }

  /** Adds an event and wakes who waits. */
  public void add(JsonObject event) {
    lock.lock();
    try {
      events.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No event comes any more: waits that are not satisfied fail at once. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All events so far. */
  public List<JsonObject> all() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** The events of one kind so far. */
  public List<JsonObject> all(String event) {
    return all().stream().filter(row -> is(row, event)).toList();
  }

  /** How many events of a kind there were. */
  public int count(String event) {
    return all(event).size();
  }

  /**
   * The first event of this kind that satisfies the predicate, now or within the time.
   *
   * @throws AssertionError telling what did come, when it does not
   */
  public JsonObject await(String event, Predicate<JsonObject> predicate, Duration limit) {
    String what = "'" + event + "'";
    Predicate<JsonObject> wanted = row -> is(row, event) && predicate.test(row);
    lock.lock();
    try {
      await(what, () -> find(wanted).isPresent(), limit);
      return find(wanted).orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a condition holds; it is asked again after each event, and now and then. */
  public void await(String what, BooleanSupplier condition, Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (left <= 0 || ended) {
          throw new AssertionError(
              owner
                  + (ended ? " ended" : " took longer than " + limit)
                  + " before "
                  + what
                  + "; last events: "
                  + tail());
        }
        long slice = Math.min(left, LOOK_AGAIN.toNanos());
        left -= slice - Math.max(0, changed.awaitNanos(slice));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(owner + ": interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nothing has come for a while.
   *
   * @return whether that was so within the limit
   */
  public boolean settled(Duration quiet, Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (left > 0 && !ended) {
        long slice = Math.min(quiet.toNanos(), left);
        int before = events.size();
        long unused = changed.awaitNanos(slice);
        if (unused <= 0 && events.size() == before && slice == quiet.toNanos()) {
          return true;
        }
        left -= slice - Math.max(unused, 0);
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Optional<JsonObject> find(Predicate<JsonObject> wanted) {
    return events.stream().filter(wanted).findFirst();
  }

  private List<JsonObject> tail() {
    return List.copyOf(events.subList(Math.max(0, events.size() - 8), events.size()));
  }

  private static boolean is(JsonObject row, String event) {
    return row.getString("event", "").equals(event);
  }
}
