package io.waggle.mailbox.holder;

import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;

/** What is said to a query. */
sealed interface Answer {

  /** The answer. */
  record Said(MailReply reply) implements Answer {}

  /** A refusal. */
  record Refused(Refusal refusal) implements Answer {}

  static Answer of(MailReply reply) {
    return new Said(reply);
  }

  static Answer refuse(Refusal refusal) {
    return new Refused(refusal);
  }

  static Answer refuse(int code, String text) {
    return new Refused(new Refusal(code, text));
  }
}
