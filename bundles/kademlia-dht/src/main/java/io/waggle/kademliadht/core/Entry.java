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

  boolean isItem() {
    return store instanceof Command.Put;
  }

  /** Items after peers, each in the order of the key space. */
  static int compare(Entry a, Entry b) {
    return a.isItem() == b.isItem()
        ? a.target().compareTo(b.target())
        : Boolean.compare(a.isItem(), b.isItem());
  }
}
