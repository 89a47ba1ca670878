package io.waggle.mdnsdiscovery.dat;

import java.time.Duration;

/**
 * When one topic is asked for on one link. A sweep begins with a question, ours or anybody's: the
 * answers go to all. One second and three seconds later it is looked whether an answer is missing,
 * and asked again if so, unless somebody else has just done that: his question counts as ours (RFC
 * 6762 §7.3). Then it rests.
 */
final class AskPlan {

  private static final long[] CHECKS = {
    Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(3).toNanos()
  };

  /** So long ago is just now: the answers to that question are still coming. */
  private static final long JUST_NOW = Duration.ofMillis(750).toNanos();

  private final TopicState topic;
  private boolean fresh = true;
  private boolean asked;
  private int checks;
  private long begun;
  private long begunBefore;
  private long jitter;
  private long lastAsked;
  private long restUntil;
  private long next;

  AskPlan(TopicState topic, long now) {
    this.topic = topic;
    this.begun = now;
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

  /** When the sweep before it began: who has been silent ever since is not chased again. */
  long begunBefore() {
    return begunBefore;
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

  /** A rest ends at that time at the latest. */
  void restNoLongerThan(long until) {
    if (!asked) {
      next = Math.min(next, until);
    }
  }

  /** The sweep's first question is on its way. */
  void sweepBegins(long now, long newRestUntil, long newJitter) {
    asked = true;
    checks = 0;
    begunBefore = begun;
    begun = now;
    jitter = newJitter;
    lastAsked = now;
    restUntil = newRestUntil;
    next = now + CHECKS[0] + jitter;
  }

  /** Somebody else repeats the question. */
  void repeated(long now) {
    lastAsked = now;
  }

  /** Whether the question has just been asked by anybody. */
  boolean isJustAsked(long now) {
    return now - lastAsked < JUST_NOW;
  }

  /** The check is over, whatever was found. */
  void checked(long now) {
    checks++;
    if (checks < CHECKS.length) {
      next = Math.max(now, begun + CHECKS[checks] + jitter);
    } else {
      fresh = false;
      asked = false;
      next = Math.max(now + 1, restUntil);
    }
  }
}
