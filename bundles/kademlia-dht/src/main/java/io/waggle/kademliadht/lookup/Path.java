package io.waggle.kademliadht.lookup;

import io.waggle.api.dht.NodeId;
import java.util.Arrays;

/** The candidates of one path, the nearest first. */
final class Path {

  private static final int LIMIT = 64;

  private final NodeId target;
  private final int limit;
  private Candidate[] sorted = new Candidate[16];
  private int size;
  boolean done;

  /** Wide lookups remember twice their width. */
  Path(NodeId target, int width) {
    this.target = target;
    this.limit = Math.max(LIMIT, 2 * width);
  }

  int size() {
    return size;
  }

  Candidate get(int i) {
    return sorted[i];
  }

  /** Puts it at its place; false if the path is full of nearer ones. */
  boolean insert(Candidate candidate) {
    if (size >= limit && !makeRoom(candidate)) {
      return false;
    }
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, size * 2);
    }
    int at = size++;
    while (at > 0 && target.compareDistance(candidate.id, sorted[at - 1].id) < 0) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = candidate;
    return true;
  }

  /** Drops the farthest one that was not asked; those that were asked belong to the record. */
  private boolean makeRoom(Candidate newcomer) {
    for (int i = size - 1; i >= 0; i--) {
      Candidate c = sorted[i];
      if (c.state == Candidate.State.NEW || c.state == Candidate.State.EXCLUDED) {
        if (target.compareDistance(newcomer.id, c.id) >= 0) {
          return false;
        }
        remove(c);
        return true;
      }
    }
    return true;
  }

  void remove(Candidate candidate) {
    for (int i = 0; i < size; i++) {
      if (sorted[i] == candidate) {
        System.arraycopy(sorted, i + 1, sorted, i, size - i - 1);
        sorted[--size] = null;
        return;
      }
    }
  }

  /** How many usable candidates are nearer than this one. */
  int rank(Candidate candidate) {
    int rank = 0;
    for (int i = 0; i < size && sorted[i] != candidate; i++) {
      rank += sorted[i].isOut() ? 0 : 1;
    }
    return rank;
  }

  /** Whether the same node has answered at another address already. */
  boolean hasAnsweredElsewhere(Candidate candidate) {
    for (int i = 0; i < size; i++) {
      Candidate c = sorted[i];
      if (c != candidate && c.state == Candidate.State.OK && c.id.equals(candidate.id)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may be one of the nearest, and nobody nearer has yet to be asked. */
  boolean awaits(Candidate candidate, int width) {
    for (int i = 0; i < size && sorted[i] != candidate; i++) {
      if (sorted[i].state == Candidate.State.NEW) {
        return false;
      }
    }
    return rank(candidate) < width;
  }
}
