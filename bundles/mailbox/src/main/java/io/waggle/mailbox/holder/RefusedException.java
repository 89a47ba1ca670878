package io.waggle.mailbox.holder;

import io.waggle.mailbox.wire.Refusal;

/** Ends the handling of a query with a refusal. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(int code, String text) {
    this(new Refusal(code, text));
  }

  RefusedException(Refusal refusal) {
    super(refusal.text(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
