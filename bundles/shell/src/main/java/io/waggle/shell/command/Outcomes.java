package io.waggle.shell.command;

import io.waggle.api.discovery.Outcome;
import java.util.stream.Collectors;

/** Outcomes in words, with what to do about them. */
final class Outcomes {

  private Outcomes() {}

  static String sentence(Outcome outcome) {
    return switch (outcome.kind()) {
      case NO_SOURCES ->
          "nobody could be asked: no source serves this topic; 'sources' shows why, 'source-add'"
              + " makes one";
      case NO_RESULT ->
          outcome.errors().isEmpty()
              ? "sources answered, and none knows a peer"
              : "no peer is known, and these sources failed: " + errors(outcome);
      case SOME -> outcome.peers() == 1 ? "1 peer is known" : outcome.peers() + " peers are known";
    };
  }

  private static String errors(Outcome outcome) {
    return outcome.errors().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(e -> e.getKey() + " (" + e.getValue().message() + ")")
        .collect(Collectors.joining(", "));
  }
}
