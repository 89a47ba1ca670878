package io.waggle.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Where the log goes: puts the time before each line, and drops the sixteen lines in which Pax
 * Logging announces the logging APIs it serves, which no level hides without hiding ours.
 */
final class LogLines extends OutputStream {

  private static final String CHATTER =
      "org.ops4j.pax.logging.pax-logging-api [org.ops4j.pax.logging.internal.Activator] INFO";

  /** A longer line is cut into several. */
  private static final int MOST_BYTES = 16 * 1024;

  private final InstantSource clock;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private OutputStream sink;

  LogLines(OutputStream sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** Sends what follows elsewhere. */
  synchronized void sendTo(OutputStream other) {
    sink = other;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (b == '\n' || line.size() == MOST_BYTES) {
      end();
    }
    if (b != '\n') {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void end() throws IOException {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.startsWith(CHATTER)) {
      String stamped = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n";
      sink.write(stamped.getBytes(StandardCharsets.UTF_8));
      sink.flush();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    sink.flush();
  }
}
