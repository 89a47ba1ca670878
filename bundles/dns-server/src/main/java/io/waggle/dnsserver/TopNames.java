package io.waggle.dnsserver;

import io.waggle.api.server.NameLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The names with the most peers. The store knows hashes only, and parts of them are the labels. */
final class TopNames {

  private TopNames() {}

  static List<NameLoad> of(NameTable names, int most) {
    Comparator<Integer> byCount = Comparator.comparingInt(names::count);
    PriorityQueue<Integer> top = new PriorityQueue<>(byCount);
    for (int name = 0; name < names.slots(); name++) {
      if (names.isUsed(name)) {
        top.add(name);
        if (top.size() > most) {
          top.remove();
        }
      }
    }
    List<Integer> order = new ArrayList<>(top);
    order.sort(byCount.reversed());
    return order.stream().map(name -> load(names, name)).toList();
  }

  private static NameLoad load(NameTable names, int name) {
    return new NameLoad("%012x".formatted(names.keyHi(name) >>> 16), names.count(name));
  }
}
