package io.waggle.shell.oneshot;

import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceFault;
import io.waggle.shell.view.Fields;
import java.util.Map;
import java.util.TreeMap;

/** The event that tells what came of asking. */
final class Flushed {

  private Flushed() {}

  /**
   * The fields of {@code flushed}.
   *
   * @param complete whether every source was done
   */
  static Fields fields(Outcome outcome, boolean complete) {
    Map<String, String> errors = new TreeMap<>();
    outcome.errors().forEach((source, fault) -> errors.put(source.value(), text(fault)));
    return Fields.of("outcome", outcome.kind())
        .add("peers", outcome.peers())
        .add("complete", complete)
        .add("errors", errors);
  }

  private static String text(SourceFault fault) {
    return fault.code() + ": " + fault.message();
  }
}
