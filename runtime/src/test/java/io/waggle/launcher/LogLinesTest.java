package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
  private final LogLines lines =
      new LogLines(sink, () -> Instant.parse("2026-11-20T12:00:00.123456Z"));
  private final PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);

  @Test
  void eachLineBeginsWithTheTime() {
    out.print("one");
    out.print(" piece\ntwö");
    out.println();
    assertThat(sink.toString(StandardCharsets.UTF_8))
        .isEqualTo("2026-11-20T12:00:00.123Z one piece\n2026-11-20T12:00:00.123Z twö\n");
  }

  @Test
  void theChatterOfPaxLoggingIsDropped() {
    out.println(
        "org.ops4j.pax.logging.pax-logging-api [org.ops4j.pax.logging.internal.Activator] INFO :"
            + " Enabling SLF4J API support.");
    out.println("kept");
    assertThat(sink.toString(StandardCharsets.UTF_8)).endsWith(" kept\n").hasLineCount(1);
  }

  @Test
  void theSinkCanChange() {
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    lines.sendTo(other);
    out.println("here");
    assertThat(sink.size()).isZero();
    assertThat(other.toString(StandardCharsets.UTF_8)).endsWith("here\n");
  }
}
