package io.waggle.api.dht;

/** A query that was refused or not answered, or an operation of a node that is closed. */
public class DhtException extends Exception {

  /** The code of a query that nobody answered. */
  public static final int NO_ANSWER = 0;

  /** The code of an operation whose node was closed. */
  public static final int CLOSED = -1;

  private static final long serialVersionUID = 1L;

  private final int code;

  /** With the code of the error that came, or one of the above. */
  public DhtException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** What came: BEP 5 and BEP 44 have the codes. */
  public int code() {
    return code;
  }
}
