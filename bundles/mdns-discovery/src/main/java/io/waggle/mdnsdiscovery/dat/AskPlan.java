package io.waggle.mdnsdiscovery.dat;

import java.time.Duration;

/**
 * When one topic is asked for on one link. A sweep begins with a question, ours or anybody's: the
 * answers go to all. One second and three seconds later it is looked whether an answer is missing,
 * and asked again if so; then it rests.
 */
final class AskPlan {

  private static final long[] CHECKS = {
    Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(3).toNanos()
  };

  private final TopicState topic;
  private boolean fresh = true;
  private boolean asked;
  private int checks;
  private long begun;
  private long restUntil;
  private long next;

  AskPlan(TopicState topic, long now) {
    this.topic = topic;
    restart(now);
  }

  TopicState topic() {
    return topic;
  }

  /** A sweep begins now, from which nobody is known yet to have answered. */
  void restart(long now) {
    fresh = true;
    asked = false;
    next = now;
  }

  /** When there is something to do. */
  long next() {
    return next;
  }

  /** When the sweep began. */
  long begun() {
    return begun;
  }

  /** Whether not even the first sweep is over, in which silence may be the loss of a question. */
  boolean isFresh() {
    return fresh;
  }

  /** Whether it is due to be looked whether somebody is missing, rather than to ask. */
  boolean isCheck() {
    return asked;
  }

  /** Whether it rests and would ask soon, so that its question may go along with others. */
  boolean mayGoAlong(long until) {
    return !asked && next <= until;
  }

  /** The sweep's first question is on its way. */
  void sweepBegins(long now, long newRestUntil, long jitter) {
    asked = true;
    checks = 0;
    begun = now;
    restUntil = newRestUntil;
    next = now + CHECKS[0] + jitter;
  }

  /** The check is over, whatever was found. */
  void checked(long now) {
    checks++;
    if (checks < CHECKS.length) {
      next = Math.max(now, begun + CHECKS[checks]);
    } else {
      fresh = false;
      asked = false;
      next = Math.max(now + 1, restUntil);
    }
  }
}
