package io.waggle.mailbox.holder;

import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.HolderShare;
import io.waggle.api.net.AddressGroup;
import io.waggle.mailbox.holder.HeldRecord.Right;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums over all records held: in all, by box, and by source and box. Not thread-safe. */
final class Ledger {

  /** What lies in a box. */
  static final class Box {
    int records;
    long bytes;
    long strangers;
  }

  private final Map<NodeId, Box> boxes = new HashMap<>();
  private final Map<AddressGroup, Map<NodeId, Long>> sources = new HashMap<>();
  private final Map<AddressGroup, Long> sourceBytes = new HashMap<>();
  private long bytes;
  private long repaired;
  private int records;

  void add(HeldRecord held) {
    change(held, 1);
  }

  void remove(HeldRecord held) {
    change(held, -1);
  }

  private void change(HeldRecord held, int sign) {
    long size = (long) sign * held.size();
    records += sign;
    bytes += size;
    repaired += held.repaired() ? size : 0;
    Box box = boxes.computeIfAbsent(held.box(), b -> new Box());
    box.records += sign;
    box.bytes += size;
    box.strangers += held.right() == Right.STRANGER ? size : 0;
    if (box.records == 0) {
      boxes.remove(held.box());
    }
    Map<NodeId, Long> of = sources.computeIfAbsent(held.source(), s -> new HashMap<>());
    of.merge(held.box(), size, Ledger::sum);
    sourceBytes.merge(held.source(), size, Ledger::sum);
    if (of.isEmpty()) {
      sources.remove(held.source());
    }
  }

  private static Long sum(Long a, Long b) {
    long sum = a + b;
    return sum == 0 ? null : sum;
  }

  void clear() {
    boxes.clear();
    sources.clear();
    sourceBytes.clear();
    bytes = 0;
    repaired = 0;
    records = 0;
  }

  long bytes() {
    return bytes;
  }

  long repaired() {
    return repaired;
  }

  int records() {
    return records;
  }

  int sources() {
    return sources.size();
  }

  /** All boxes; not to be kept. */
  Map<NodeId, Box> boxes() {
    return Collections.unmodifiableMap(boxes);
  }

  /** The box, zeros if it is empty. */
  Box box(NodeId id) {
    return boxes.getOrDefault(id, new Box());
  }

  /** The source that has the most bytes here. */
  Optional<AddressGroup> heaviestSource() {
    return sourceBytes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** The box where a source has the most bytes. */
  Optional<NodeId> heaviestBox(AddressGroup source) {
    return sources.getOrDefault(source, Map.of()).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** What came from the sources with the most bytes. */
  List<HolderShare> shares(int most) {
    return sourceBytes.entrySet().stream()
        .sorted(Map.Entry.<AddressGroup, Long>comparingByValue().reversed())
        .limit(most)
        .map(e -> new HolderShare(e.getKey(), e.getValue(), sources.get(e.getKey()).size()))
        .toList();
  }
}
