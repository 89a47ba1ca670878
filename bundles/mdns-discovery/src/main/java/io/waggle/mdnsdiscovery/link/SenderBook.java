package io.waggle.mdnsdiscovery.link;

import io.waggle.api.lan.LanSender;
import io.waggle.common.limit.TokenBucket;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was heard on one link, and whether to read more from there: each sender has an allowance, and
 * all of the link together have one, which holds a flood under made-up addresses. Remembers the
 * latest {@value #MOST} senders. Safe from any thread.
 */
public final class SenderBook {

  /** How many senders are remembered. */
  public static final int MOST = 256;

  /** How many senders at their limit a link has room for. */
  private static final int SENDERS = 10;

  private final String link;
  private final TokenBucket all;
  private final Map<InetAddress, Sender> senders = new LinkedHashMap<>(16, 0.75f, true);
  private int perSecond;

  /** One sender. */
  private static final class Sender {
    private final TokenBucket allowance;
    private final boolean self;
    private long questions;
    private long answers;
    private long dropped;
    private Instant last;
    private String said = "";

    Sender(TokenBucket allowance, boolean self) {
      this.allowance = allowance;
      this.self = self;
    }
  }

  /**
   * Of one link.
   *
   * @param perSecond packets of one sender that are read in the long run
   */
  public SenderBook(String link, int perSecond, long now) {
    this.link = link;
    this.perSecond = perSecond;
    this.all = new TokenBucket((double) perSecond * SENDERS, 2.0 * perSecond * SENDERS, now);
  }

  /** Applies to those who are heard for the first time from now on, and to the link. */
  public synchronized void setPerSecond(int newPerSecond, long now) {
    perSecond = newPerSecond;
    all.limits((double) perSecond * SENDERS, 2.0 * perSecond * SENDERS, now);
    senders.clear();
  }

  /** A packet has come; returns whether to read it. */
  public synchronized boolean admits(InetAddress from, boolean self, long now, Instant wallClock) {
    Sender sender = senders.get(from);
    if (sender == null) {
      if (!all.take(now)) {
        return false;
      }
      sender = new Sender(new TokenBucket(perSecond, 2.0 * perSecond, now), self);
      senders.put(from, sender);
      forgetEldest();
      sender.allowance.take(now);
    } else if (!sender.allowance.take(now) || !all.take(now)) {
      sender.dropped++;
      return false;
    }
    sender.last = wallClock;
    return true;
  }

  private void forgetEldest() {
    if (senders.size() > MOST) {
      InetAddress eldest = senders.keySet().iterator().next();
      senders.remove(eldest);
    }
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
