package io.waggle.mailbox.field;

/** Bytes are not what they should be. */
public final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public MalformedException(String message) {
    super(message);
  }
}
