package io.waggle.discoverychannel;

import io.waggle.discoverychannel.ClaimTable.Change;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Ends claims when their time is over; one timer a topic. Guarded by the hub's lock. */
final class LapseTimer {

  private final HubCore core;
  private final ClaimTable claims;
  private final Consumer<Change> tell;
  private Future<?> alarm;
  private long alarmAt;

  LapseTimer(HubCore core, ClaimTable claims, Consumer<Change> tell) {
    this.core = core;
    this.claims = claims;
    this.tell = tell;
  }

  /** A claim lapses then, unless it is renewed. */
  void expect(long lapsesAt) {
    if (alarm != null && alarmAt - lapsesAt <= 0) {
      return;
    }
    stop();
    alarmAt = lapsesAt;
    alarm = core.later(Duration.ofNanos(Math.max(0, lapsesAt - core.now())), this::lapse);
  }

  private void lapse() {
    alarm = null;
    claims.lapse(core.now()).forEach(tell);
    claims.nextLapse().ifPresent(this::expect);
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }
}
