package io.waggle.api.mail;

/** What was asked of a mailbox can't be done; the message is a sentence for a person. */
public class MailException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public MailException(String message) {
    super(message);
  }

  /** With what lies behind it. */
  public MailException(String message, Throwable cause) {
    super(message, cause);
  }
}
