package io.waggle.mailbox.wire;

import java.util.Arrays;

/** How a record stands with a holder. */
public enum RecordState {
  /** It is not known. */
  UNKNOWN(0),
  /** It is held. */
  HELD(1),
  /** It was delivered and deleted; the proof is kept until it would have expired. */
  DELETED(2);

  private final int code;

  RecordState(int code) {
    this.code = code;
  }

  /** The number of the wire. */
  public int code() {
    return code;
  }

  /** By the number of the wire; an illegal argument if there is none. */
  static RecordState of(int code) {
    return Arrays.stream(values())
        .filter(state -> state.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("state " + code));
  }
}
