package io.waggle.mailbox.holder;

import io.waggle.api.net.AddressGroup;
import io.waggle.common.limit.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each source has put today and in this minute. The sources least heard of are forgotten, so
 * that it stays small. Not thread-safe.
 */
final class SourceMeter {

  private static final int MOST = 10_000;
  private static final double MINUTE = 60;
  private static final long DAY = 86_400;

  private static final class Meter {
    final TokenBucket puts;
    long day;
    long bytes;

    Meter(int putsAMinute, long nanos) {
      puts = new TokenBucket(putsAMinute / MINUTE, putsAMinute, nanos);
    }
  }

  private final Map<AddressGroup, Meter> meters =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AddressGroup, Meter> eldest) {
          return size() > MOST;
        }
      };
  private HolderLimits limits;

  SourceMeter(HolderLimits limits) {
    this.limits = limits;
  }

  void limits(HolderLimits newLimits) {
    limits = newLimits;
    meters.clear();
  }

  private Meter meter(AddressGroup source, long nanos) {
    return meters.computeIfAbsent(source, s -> new Meter(limits.sourcePuts(), nanos));
  }

  /** Seconds until the source may put again; 0 if it may now, and then it is counted. */
  int waitFor(AddressGroup source, long nanos) {
    TokenBucket puts = meter(source, nanos).puts;
    return puts.take(nanos) ? 0 : (int) (puts.waitFor(nanos) / 1_000_000_000L) + 1;
  }

  /** Whether so many bytes more are within the source's day. */
  boolean hasRoom(AddressGroup source, int bytes, long seconds, long nanos) {
    Meter meter = meter(source, nanos);
    return today(meter, seconds) + bytes <= limits.sourceBytes();
  }

  void charge(AddressGroup source, int bytes, long seconds, long nanos) {
    Meter meter = meter(source, nanos);
    meter.bytes = today(meter, seconds) + bytes;
  }

  private static long today(Meter meter, long seconds) {
    long day = seconds / DAY;
    if (meter.day != day) {
      meter.day = day;
      meter.bytes = 0;
    }
    return meter.bytes;
  }
}
