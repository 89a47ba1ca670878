package io.waggle.mdnsdiscovery.link;

import io.waggle.api.lan.LanSender;
import io.waggle.common.limit.TokenBucket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Who was heard on one link, and whether to read more from there. Each sender has an allowance, and
 * all of the link together have one, which bounds what is decoded in a flood. Under it are heard
 * for all that: who has shaken hands, a little of everybody who is remembered, and of those who
 * come anew everybody alike. Remembers {@value #MOST} senders. Safe from any thread.
 */
public final class SenderBook {

  /** How many senders are remembered. */
  public static final int MOST = 256;

  /** How many senders at their limit a link has room for. */
  private static final int SENDERS = 5;

  /** The same for those who are heard for the first time. */
  private static final int FIRST_TIMERS = 5;

  /** Packets a second that are read of everybody who is remembered, and at once after a pause. */
  private static final int SURE = 2;

  private static final int SURE_AT_ONCE = 8;

  /** An announcement often comes together with a question. */
  private static final int SURE_AT_FIRST = 1;

  private static final long WHILE = Duration.ofMinutes(1).toNanos();

  private final String link;
  private final Acquaintances met;
  private final RandomGenerator random;
  private final TokenBucket all;
  private final TokenBucket firstTimers;
  private final Newcomers newcomers;
  private final Map<InetAddress, Sender> senders = new LinkedHashMap<>(16, 0.75f, true);
  private int perSecond;

  /** One sender. */
  private static final class Sender {
    private final TokenBucket allowance;
    private final TokenBucket sure;
    private final boolean self;
    private final long first;
    private long heard;
    private long questions;
    private long answers;
    private long dropped;
    private Instant last;
    private String said = "";

    Sender(int perSecond, boolean self, long now) {
      this.allowance = bucket(perSecond, now);
      this.sure = new TokenBucket(SURE, SURE_AT_FIRST, now);
      this.sure.limits(SURE, SURE_AT_ONCE, now);
      this.self = self;
      this.first = now;
    }
  }

  /**
   * Of one link.
   *
   * @param perSecond packets of one sender that are read in the long run
   * @param met who has shaken hands
   * @param random unpredictable
   */
  public SenderBook(
      String link, int perSecond, Acquaintances met, RandomGenerator random, long now) {
    this.link = link;
    this.perSecond = perSecond;
    this.met = met;
    this.random = random;
    this.all = bucket((double) perSecond * SENDERS, now);
    this.firstTimers = bucket((double) perSecond * FIRST_TIMERS, now);
    this.newcomers = new Newcomers(random, now);
  }

  private static TokenBucket bucket(double perSecond, long now) {
    return new TokenBucket(perSecond, 2 * perSecond, now);
  }

  /** Applies to those who are heard for the first time from now on, and to the link. */
  public synchronized void setPerSecond(int newPerSecond, long now) {
    perSecond = newPerSecond;
    all.limits((double) perSecond * SENDERS, 2.0 * perSecond * SENDERS, now);
    firstTimers.limits((double) perSecond * FIRST_TIMERS, 2.0 * perSecond * FIRST_TIMERS, now);
    senders.clear();
  }

  /** A packet has come; returns whether to read it. */
  public synchronized boolean admits(InetAddress from, boolean self, long now, Instant wallClock) {
    Sender sender = senders.get(from);
    if (sender == null) {
      if (!isTrusted(from, self) && !(newcomers.admits(from, now) && firstTimers.take(now))) {
        return false;
      }
      sender = new Sender(perSecond, self, now);
      sender.allowance.take(now);
      enter(from, sender);
    } else if (!sender.allowance.take(now) || !hasRoom(from, sender, now)) {
      sender.dropped++;
      return false;
    }
    sender.heard = now;
    sender.last = wallClock;
    return true;
  }

  /** The system lets in nobody from outside under an address of this machine. */
  private boolean isTrusted(InetAddress from, boolean self) {
    return self || met.isMet(from);
  }

  private boolean hasRoom(InetAddress from, Sender sender, long now) {
    return sender.sure.take(now) || isTrusted(from, sender.self) || all.take(now);
  }

  private void enter(InetAddress from, Sender sender) {
    if (senders.size() >= MOST) {
      Eviction.victim(
              senders.entrySet(),
              e -> standing(e.getKey(), e.getValue()),
              e -> e.getValue().first,
              random)
          .map(Map.Entry::getKey)
          .ifPresent(senders::remove);
    }
    senders.put(from, sender);
  }

  private Standing standing(InetAddress address, Sender sender) {
    if (isTrusted(address, sender.self)) {
      return Standing.MET;
    }
    return sender.heard - sender.first >= WHILE ? Standing.REGULAR : Standing.STRANGER;
  }

  /** A packet could not be read. */
  public synchronized void unreadable(InetAddress from) {
    Sender sender = senders.get(from);
    if (sender != null) {
      sender.dropped++;
    }
  }

  /** A packet has asked. */
  public synchronized void asked(InetAddress from, int questions, String label) {
    Sender sender = senders.get(from);
    if (sender != null) {
      sender.questions += questions;
      sender.said = "asked for " + label;
    }
  }

  /** A packet has told of somebody. */
  public synchronized void told(InetAddress from, String label) {
    Sender sender = senders.get(from);
    if (sender != null) {
      sender.answers++;
      sender.said = "is at " + label;
    }
  }

  /** The latest first. */
  public synchronized List<LanSender> senders() {
    List<LanSender> list = new ArrayList<>();
    senders.forEach(
        (address, s) ->
            list.add(
                new LanSender(
                    link, address, s.self, s.last, s.questions, s.answers, s.dropped, s.said)));
    Collections.reverse(list);
    return list;
  }
}
