package io.waggle.shell.command;

import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.shell.line.Terminal;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where mails are: shown as they get further, as an answer, and as an exit code. */
final class MailTrack {

  /** Kept here; goes out when it can. */
  static final int NOT_YET = 10;

  /** Given up, taken back or not to be sent. */
  static final int NEVER = 12;

  private static final Set<MailState> LOST =
      Set.of(MailState.EXPIRED, MailState.RECALLED, MailState.FAILED);

  private final Terminal terminal;
  private final Map<MailId, String> said = new HashMap<>();

  MailTrack(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Says what has changed since it was called last. */
  void show(List<MailStatus> all, Instant now) {
    for (MailStatus status : all) {
      String words = status.words(now);
      if (!words.equals(said.put(status.id(), words))) {
        terminal.progress(sentence(status, now));
      }
    }
  }

  static boolean stored(MailStatus status) {
    return status.state() == MailState.STORED || status.state().isFinal();
  }

  static int exit(List<MailStatus> all) {
    if (all.stream().anyMatch(s -> LOST.contains(s.state()))) {
      return NEVER;
    }
    return all.stream().allMatch(MailTrack::stored) ? 0 : NOT_YET;
  }

  static Answer answer(String command, List<MailStatus> all, Instant now) {
    return Answer.of(
        command,
        new Section.Sentences(
            "mails",
            all.stream().map(s -> fields(s, now)).toList(),
            all.stream().map(s -> sentence(s, now)).toList(),
            "nothing was sent"));
  }

  private static String sentence(MailStatus s, Instant now) {
    String subject = s.subject().isEmpty() ? "" : " '" + s.subject() + "'";
    return "%s%s to %s: %s".formatted(s.id().brief(), subject, s.to().brief(), s.words(now));
  }

  private static Fields fields(MailStatus s, Instant now) {
    return new Fields()
        .add("id", s.id())
        .add("from", s.from())
        .add("to", s.to())
        .add("subject", s.subject())
        .add("size", s.size())
        .add("state", s.state())
        .add("held", s.held())
        .add("wanted", s.wanted())
        .add("direct", s.direct())
        .add("created", s.created())
        .add("expires", s.expires())
        .add("words", s.words(now))
        .add(
            "copies",
            s.copies().stream()
                .map(
                    c ->
                        new Fields()
                            .add("holder", c.holder())
                            .add("key", c.nodeKey())
                            .add("since", c.since())
                            .add("held", c.held()))
                .toList());
  }
}
