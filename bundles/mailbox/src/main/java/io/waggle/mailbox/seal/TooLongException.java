package io.waggle.mailbox.seal;

/** A mail does not fit the largest record: it must go in pieces. */
public final class TooLongException extends Exception {

  private static final long serialVersionUID = 1L;

  TooLongException(int bytes) {
    super("a body of " + bytes + " bytes does not fit a record");
  }
}
