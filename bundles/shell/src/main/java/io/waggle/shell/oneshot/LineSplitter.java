package io.waggle.shell.oneshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stranger's bytes into lines. A line that is too long is given in pieces, so that nothing
 * grows; bytes that are no UTF-8 become replacement characters.
 */
final class LineSplitter {

  /** Takes the lines. */
  @FunctionalInterface
  interface Sink {

    /** A line without its end; {@code whole} tells whether its end was seen. */
    void line(String text, boolean whole);
  }

  /** The longest piece, in bytes. */
  static final int LIMIT = 8192;

  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSplitter(Sink sink) {
    this.sink = sink;
  }

  /** Takes all remaining bytes. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        give(true);
      } else {
        line.write(b);
        if (line.size() == LIMIT) {
          give(false);
        }
      }
    }
  }

  /** No more comes; gives what has no line end. */
  void end() {
    if (line.size() > 0) {
      give(false);
    }
  }

  private void give(boolean whole) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    sink.line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, whole);
  }
}
