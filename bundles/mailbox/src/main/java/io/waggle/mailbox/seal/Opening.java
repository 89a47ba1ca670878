package io.waggle.mailbox.seal;

import io.waggle.mailbox.identity.SealingKey;

/** What became of a record that was tried to open. */
public sealed interface Opening {

  /**
   * It is a mail, and everything about it was found good.
   *
   * @param key the one it was sealed to
   */
  record Opened(MailBody body, SealingKey key) implements Opening {}

  /** None of the keys is meant. */
  record NotForUs() implements Opening {}

  /** Its time has not come: our clock or the sender's is wrong. To be tried again later. */
  record TooEarly() implements Opening {}

  /**
   * It is forged, damaged, replayed or stale.
   *
   * @param reason for a log
   */
  record Refused(String reason) implements Opening {}
}
