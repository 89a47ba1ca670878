package io.waggle.kademliadht.source;

import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The announcements of a source. Where they are many, whatever falls due is renewed together with
 * what is due soon, in one sweep at a time. Thread-safe.
 */
final class Renewals {

  /** From so many on a sweep is worth it. */
  static final int MANY = 32;

  private final Supplier<Optional<DhtService>> dht;
  private final Set<DhtAnnouncement> all = new LinkedHashSet<>();
  private boolean sweeping;

  Renewals(Supplier<Optional<DhtService>> dht) {
    this.dht = dht;
  }

  synchronized void add(DhtAnnouncement announcement) {
    all.add(announcement);
  }

  synchronized void remove(DhtAnnouncement announcement) {
    all.remove(announcement);
  }

  synchronized boolean areMany() {
    return all.size() >= MANY;
  }

  /** Begins a sweep, unless there is one already or nobody to do it. */
  void sweep() {
    Optional<DhtService> service = dht.get();
    if (service.isEmpty() || !begin()) {
      return;
    }
    List<DhtAnnouncement> due = members().stream().filter(DhtAnnouncement::isDueSoon).toList();
    try {
      List<DhtValue> values = due.stream().map(DhtAnnouncement::value).toList();
      service
          .get()
          .republish(values, (report, index) -> due.get(index).renewed(report))
          .result()
          .whenComplete((report, error) -> ended(due, error));
    } catch (UnsupportedOperationException e) {
      ended(due, e);
    }
  }

  private synchronized boolean begin() {
    boolean free = !sweeping;
    sweeping = true;
    return free;
  }

  private synchronized List<DhtAnnouncement> members() {
    return List.copyOf(all);
  }

  private void ended(List<DhtAnnouncement> due, Throwable error) {
    synchronized (this) {
      sweeping = false;
    }
    if (error != null) {
      due.forEach(DhtAnnouncement::goAlone);
    }
  }
}
