package io.waggle.mailbox.holder;

import io.waggle.mailbox.record.SizeClass;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much is kept and done for others.
 *
 * @param bytes of all records
 * @param records of all boxes
 * @param boxBytes of one box
 * @param boxRecords of one box
 * @param strangerBytes what strangers may have of one box
 * @param repairBytes of all records that came from other holders
 * @param sourceBytes a day of one source, a /24 or /48
 * @param sourcePuts a minute of one source
 * @param stamps checked a second
 * @param most the largest record
 * @param exemptLocal whether private and loopback addresses are free of the limits of a source
 */
public record HolderLimits(
    long bytes,
    int records,
    long boxBytes,
    int boxRecords,
    long strangerBytes,
    long repairBytes,
    long sourceBytes,
    int sourcePuts,
    int stamps,
    SizeClass most,
    boolean exemptLocal) {

  private static final long MIB = 1L << 20;

  /** 256 MiB and 200,000 records. */
  public static final HolderLimits DEFAULT =
      new HolderLimits(
          256 * MIB,
          200_000,
          25 * MIB,
          512,
          4 * MIB,
          64 * MIB,
          8 * MIB,
          30,
          300,
          SizeClass.K64,
          true);

  /** Checks that all are positive and that a box can hold a record. */
  public HolderLimits {
    boolean positive =
        bytes > 0
            && records > 0
            && boxRecords > 0
            && strangerBytes >= 0
            && repairBytes >= 0
            && sourcePuts > 0
            && stamps > 0;
    if (!positive || boxBytes < most.bytes() || sourceBytes < most.bytes() || bytes < boxBytes) {
      throw new IllegalArgumentException(
          "a holder's limits must be positive, a box and a source must have room for the largest"
              + " record, and the node for a box");
    }
  }

  /** The stocks and rates by name, for a person. */
  public SortedMap<String, Long> byName() {
    return new TreeMap<>(
        Map.of(
            "bytes",
            bytes,
            "records",
            (long) records,
            "repairs",
            repairBytes,
            "box.bytes",
            boxBytes,
            "box.records",
            (long) boxRecords,
            "box.strangers",
            strangerBytes,
            "source.bytes",
            sourceBytes,
            "source.puts",
            (long) sourcePuts,
            "stamps",
            (long) stamps,
            "largest",
            (long) most.kib()));
  }
}
