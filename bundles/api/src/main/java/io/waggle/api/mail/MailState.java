package io.waggle.api.mail;

/** How far a mail to one recipient is. */
public enum MailState {
  /** Kept on this disk; the network or the recipient's keys are waited for. */
  WAITING(false),
  /** The stamp that strangers pay with is being computed. */
  STAMPING(false),
  /** Being laid on nodes. */
  STORING(false),
  /** Enough nodes have confirmed that they hold it; not yet picked up. */
  STORED(false),
  /** The recipient has proved that it was picked up. */
  DELIVERED(true),
  /** The recipient says that it was read. */
  READ(true),
  /** Not picked up within its time; no node holds it any more. */
  EXPIRED(true),
  /** Taken back by its sender. */
  RECALLED(true),
  /** Can't be sent at all. */
  FAILED(true);

  private final boolean last;

  MailState(boolean last) {
    this.last = last;
  }

  /** Whether nothing is tried any more. */
  public boolean isFinal() {
    return last;
  }
}
