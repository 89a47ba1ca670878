package io.waggle.mailbox.outbox;

/** A mail can't go out; the message is for a person. */
public final class Undeliverable extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean forever;

  private Undeliverable(String message, boolean forever) {
    super(message);
    this.forever = forever;
  }

  static Undeliverable yet(String message) {
    return new Undeliverable(message, false);
  }

  static Undeliverable ever(String message) {
    return new Undeliverable(message, true);
  }

  /** Whether trying again is of no use. */
  public boolean forever() {
    return forever;
  }
}
