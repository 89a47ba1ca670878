package io.waggle.mailbox.outbox;

import java.time.Instant;

/** Holders take a first put of the last two hours only (MAIL.md §7). */
final class Freshness {

  /** With slack for clocks and for the way. */
  private static final long SECONDS = 105 * 60;

  private Freshness() {}

  static boolean holds(long created, Instant now) {
    return created + SECONDS > now.getEpochSecond();
  }
}
