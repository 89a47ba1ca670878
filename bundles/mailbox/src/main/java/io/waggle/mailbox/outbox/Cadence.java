package io.waggle.mailbox.outbox;

import java.time.Duration;
import java.util.List;

/** When a mail is tried again, and when its copies are looked after. */
final class Cadence {

  private static final List<Duration> RETRIES =
      List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
  private static final Duration LATER = Duration.ofHours(1);

  /** Most mail is picked up soon or after days; a sender wants to see the former. */
  private static final List<Duration> CHECKS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2));

  private static final Duration CHECK_LATER = Duration.ofHours(6);

  /** Of the late checks one a day searches; the holders look hourly by themselves. */
  private static final int SEARCHES = 4;

  private Cadence() {}

  static Duration retry(int failures) {
    return failures < RETRIES.size() ? RETRIES.get(failures) : LATER;
  }

  /** Whether a check is one of the late ones. */
  static boolean isLate(int checks) {
    return checks >= CHECKS.size();
  }

  /** Whether a check asks others, too, where too few of those that have signed still have it. */
  static boolean searches(int checks) {
    return !isLate(checks) || (checks - CHECKS.size()) % SEARCHES == 0;
  }

  static Duration check(int checks) {
    return checks < CHECKS.size() ? CHECKS.get(checks) : CHECK_LATER;
  }
}
