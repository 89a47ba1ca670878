package io.waggle.api.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a mail to one recipient is.
 *
 * @param id which
 * @param from who sends
 * @param to who shall get it
 * @param subject of its header, for a table; may be empty
 * @param size of the message in bytes
 * @param state how far it is
 * @param created when it was handed in and durable
 * @param changed when the state was last changed
 * @param expires when it is given up
 * @param copies the nodes that confirmed it
 * @param wanted how many copies are aimed at
 * @param detail for a person: what is waited for or what went wrong; may be empty
 * @param direct whether the recipient was online and took it from this node
 */
public record MailStatus(
    MailId id,
    Address from,
    Address to,
    String subject,
    long size,
    MailState state,
    Instant created,
    Instant changed,
    Instant expires,
    List<MailCopy> copies,
    int wanted,
    String detail,
    boolean direct) {

  /** Keeps its own copy. */
  public MailStatus {
    copies = List.copyOf(copies);
  }

  /** How many of the copies were held when last asked. */
  public int held() {
    return (int) copies.stream().filter(MailCopy::held).count();
  }

  /** In a sentence, for a person. */
  public String words(Instant now) {
    String said =
        switch (state) {
          case WAITING -> "kept here, not yet stored";
          case STAMPING -> "computing the stamp that a first mail needs";
          case STORING -> "being stored: " + nodes() + " so far";
          case STORED -> "stored on " + nodes() + ", not yet picked up; " + left(now);
          case DELIVERED -> (direct ? "handed over directly " : "picked up ") + changed;
          case READ -> (direct ? "handed over directly" : "picked up") + " and read " + changed;
          case EXPIRED -> "not picked up in time, given up " + changed;
          case RECALLED -> "taken back " + changed;
          case FAILED -> "not sent";
        };
    return detail.isEmpty() ? said : said + " (" + detail + ")";
  }

  private String nodes() {
    return held() + " of " + wanted + " nodes";
  }

  private String left(Instant now) {
    Duration left = Duration.between(now, expires);
    if (left.toDays() > 1) {
      return left.toDays() + " days left";
    }
    return Math.max(0, left.toHours()) + " hours left";
  }
}
