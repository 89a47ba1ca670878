package io.waggle.shell.oneshot;

import io.waggle.shell.view.Fields;
import io.waggle.shell.view.JsonView;
import io.waggle.shell.view.ShortIds;
import io.waggle.shell.view.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes each event as a line, flushed at once: a JSON object, or text for a person. Nothing
 * happens when nobody reads any more.
 */
public final class EventWriter implements Events {

  private static final Set<String> BARE = Set.of("address", "text", "message");

  private final PrintStream out;
  private final boolean asJson;
  private final InstantSource clock;
  private final Instant start;
  private final JsonView json = new JsonView();

  /**
   * With where to write.
   *
   * @param start what {@code t} is counted from
   */
  public EventWriter(PrintStream out, boolean asJson, InstantSource clock, Instant start) {
    this.out = out;
    this.asJson = asJson;
    this.clock = clock;
    this.start = start;
  }

  @Override
  public synchronized void emit(String event, Fields fields) {
    Instant now = clock.instant();
    long t = Math.max(0, Duration.between(start, now).toMillis());
    out.print((asJson ? object(event, t, fields) : text(event, t, fields, now)) + "\n");
    out.flush();
  }

  private String object(String event, long t, Fields fields) {
    Fields all = new Fields().add("event", event).add("t", t);
    fields.values().forEach(all::add);
    return json.object(all).toString();
  }

  private static String text(String event, long t, Fields fields, Instant now) {
    Texts texts = new Texts(ShortIds.of(List.of()), now);
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%8.3f  %-14s", t / 1000.0, event));
    for (Map.Entry<String, Object> field : fields.values().entrySet()) {
      String value = texts.of(field.getValue());
      if (BARE.contains(field.getKey())) {
        line.append(' ').append(value);
      } else if (!value.equals("-")) {
        line.append(' ').append(field.getKey()).append('=').append(value);
      }
    }
    return line.toString();
  }
}
