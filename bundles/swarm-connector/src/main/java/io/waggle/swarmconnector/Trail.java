package io.waggle.swarmconnector;

import io.waggle.api.swarm.TrailEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last steps of one story. */
final class Trail {

  private final int limit;
  private final Deque<TrailEntry> entries = new ArrayDeque<>();

  Trail(int limit) {
    this.limit = limit;
  }

  void add(TrailEntry entry) {
    if (entries.size() == limit) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  List<TrailEntry> entries() {
    return List.copyOf(entries);
  }
}
