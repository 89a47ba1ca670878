package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who is dialled next. Within a topic the higher rank comes first, then who came first. Between
 * topics the one with the fewest dials under way comes first, then the one that has waited longest,
 * so that a topic with a thousand peers does not starve one with three.
 */
final class DialQueue {

  /** A place in the queue. */
  record Ticket(PeerEntry entry, Topic topic, int rank, long number) {}

  private static final Comparator<Ticket> ORDER =
      Comparator.comparingInt(Ticket::rank).reversed().thenComparingLong(Ticket::number);

  private final Map<Topic, TreeSet<Ticket>> waiting = new LinkedHashMap<>();
  private final Map<Topic, Integer> underWay = new HashMap<>();
  private long numbers;
  private int size;

  /** Queues an entry, or moves it. */
  void offer(PeerEntry entry, Topic topic) {
    remove(entry);
    entry.ticket = new Ticket(entry, topic, entry.rank(), numbers++);
    waiting.computeIfAbsent(topic, t -> new TreeSet<>(ORDER)).add(entry.ticket);
    size++;
  }

  /** Takes an entry out; nothing happens if it is not in. */
  void remove(PeerEntry entry) {
    Ticket ticket = entry.ticket;
    if (ticket == null) {
      return;
    }
    entry.ticket = null;
    size--;
    TreeSet<Ticket> tickets = waiting.get(ticket.topic());
    tickets.remove(ticket);
    if (tickets.isEmpty()) {
      waiting.remove(ticket.topic());
    }
  }

  /** Takes out the next one. */
  Optional<Ticket> poll() {
    Optional<Topic> next =
        waiting.keySet().stream().min(Comparator.comparingInt(t -> underWay.getOrDefault(t, 0)));
    return next.map(
        topic -> {
          TreeSet<Ticket> tickets = waiting.get(topic);
          Ticket ticket = tickets.first();
          remove(ticket.entry());
          // Behind the others of the same standing next time.
          if (waiting.remove(topic) != null) {
            waiting.put(topic, tickets);
          }
          return ticket;
        });
  }

  /** A dial for the topic begins. */
  void begun(Topic topic) {
    underWay.merge(topic, 1, Integer::sum);
  }

  /** A dial for the topic has ended. */
  void ended(Topic topic) {
    underWay.computeIfPresent(topic, (t, n) -> n == 1 ? null : n - 1);
  }

  int size() {
    return size;
  }
}
