package io.waggle.mailbox.record;

import java.util.Arrays;
import java.util.Optional;

/** What a sealed record is. */
public enum RecordType {
  /** A mail, or the manifest of a long one. */
  HEAD(1),
  /** A piece of a long mail. */
  CHUNK(2),
  /** A device's log for its owner's other devices. */
  SELF_LOG(3);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** The byte of the header. */
  public int code() {
    return code;
  }

  /** By the byte of the header. */
  public static Optional<RecordType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
