package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.lookup.Found;
import java.util.ArrayList;
import java.util.List;

/** One of many that are stored again. */
final class Entry {

  final int index;
  final Command.Store store;
  final List<Found> holders = new ArrayList<>(8);
  int asked;
  int open;
  int refusal;

  Entry(int index, Command.Store store) {
    this.index = index;
    this.store = store;
  }

  NodeId target() {
    return store.target();
  }
}
