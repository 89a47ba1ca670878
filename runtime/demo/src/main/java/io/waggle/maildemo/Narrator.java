package io.waggle.maildemo;

import io.waggle.api.time.WaggleClock;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Tells what happens, with the seconds since the start: a sentence or a JSON object a line. */
final class Narrator {

  private final PrintStream out;
  private final boolean json;
  private final WaggleClock clock;
  private final long start;

  Narrator(PrintStream out, boolean json, WaggleClock clock) {
    this.out = out;
    this.json = json;
    this.clock = clock;
    this.start = clock.nanoTime();
  }

  /** One event: its name and values for a program, a sentence for a person. */
  synchronized void tell(String event, Map<String, Object> values, String sentence) {
    double seconds = Duration.ofNanos(clock.nanoTime() - start).toMillis() / 1000.0;
    if (json) {
      JsonObjectBuilder object =
          Json.createObjectBuilder().add("event", event).add("seconds", seconds);
      values.forEach(
          (name, value) -> {
            if (value instanceof Integer number) {
              object.add(name, number);
            } else if (value instanceof Boolean truth) {
              object.add(name, truth);
            } else {
              object.add(name, String.valueOf(value));
            }
          });
      out.println(object.build());
    } else {
      out.printf(Locale.ROOT, "%7.1f  %s%n", seconds, sentence);
    }
    out.flush();
  }
}
