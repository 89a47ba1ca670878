package io.waggle.mailbox.holder;

import io.waggle.api.mail.HolderShare;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a holder has.
 *
 * @param records in all
 * @param bytes of all records
 * @param repaired bytes of those that came from other holders
 * @param boxes in which something lies
 * @param tombstones proofs of delivery
 * @param subscribers to be told of new mail
 * @param load 0 to 255
 * @param price bits asked of a stranger for 4 KiB
 * @param damaged records found damaged since it was opened
 * @param rebuilt how often the index was made anew since it was opened
 * @param sources the heaviest first
 */
public record Holdings(
    long records,
    long bytes,
    long repaired,
    long boxes,
    long tombstones,
    long subscribers,
    int load,
    int price,
    long damaged,
    long rebuilt,
    List<HolderShare> sources) {

  /** Keeps its own copy. */
  public Holdings {
    sources = List.copyOf(sources);
  }

  /** What is in use of each limit that is a stock. */
  public SortedMap<String, Long> used() {
    return new TreeMap<>(java.util.Map.of("bytes", bytes, "records", records, "repairs", repaired));
  }
}
