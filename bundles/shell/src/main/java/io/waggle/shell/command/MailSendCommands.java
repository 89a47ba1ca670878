package io.waggle.shell.command;

import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.MailServices;
import io.waggle.shell.Waiting;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sending, answering, and where a mail is. */
final class MailSendCommands {

  private final MailServices mail;
  private final Waiting waiting;
  private final InstantSource clock;
  private final MailWriting writing;

  MailSendCommands(MailServices mail, Waiting waiting, InstantSource clock) {
    this.mail = mail;
    this.waiting = waiting;
    this.clock = clock;
    writing = new MailWriting(mail, clock);
  }

  List<Command> all() {
    return List.of(
        new Command(
            writing(Syntax.of("mail-send", "Send a text or a message, and see it stored"))
                .option("subject", "TEXT", "its subject")
                .flag("plain", "what looks like a message is a text")
                .optional("to", Syntax.Names.NONE)
                .many("text", false),
            this::send),
        new Command(
            writing(Syntax.of("mail-reply", "Answer a mail of the inbox"))
                .required("mail", Syntax.Names.NONE)
                .many("text", false),
            this::reply),
        new Command(
            MailPeopleCommands.options(Syntax.of("mail-status", "Where what was sent is"))
                .optional("mail", Syntax.Names.NONE),
            this::status),
        new Command(
            MailPeopleCommands.options(
                    Syntax.of("mail-recall", "Take a mail back that was not picked up"))
                .required("mail", Syntax.Names.NONE),
            this::recall));
  }

  private static Syntax writing(Syntax syntax) {
    return MailPeopleCommands.options(syntax)
        .option("file", "FILE", "the text or message, instead of words or standard input")
        .option("attach", "FILE,...", "files that come with it")
        .flag("receipt", "ask to be told when it is read")
        .option("seconds", "N", "how long to wait until it is stored, 60 unless given");
  }

  private Answer send(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    return post(mailbox, arguments, "mail-send", writing.mail(mailbox, arguments));
  }

  private Answer reply(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    ReceivedMail answered = MailReadCommands.received(mailbox, arguments.text("mail"));
    Letter letter = MailReadCommands.letter(mail, mailbox, answered.id());
    MailIdentity self = MailServices.identity(mailbox, Optional.of(answered.to().toString()));
    String subject =
        letter.subject().startsWith("Re: ") ? letter.subject() : "Re: " + letter.subject();
    OutgoingMail outgoing =
        writing.letter(
            arguments,
            self,
            List.of(answered.from()),
            subject,
            letter.messageId(),
            writing.given(arguments));
    return post(mailbox, arguments, "mail-reply", outgoing);
  }

  /** Waits until all are stored; what is known then is the answer. */
  private Answer post(Mailbox mailbox, Arguments arguments, String command, OutgoingMail outgoing) {
    List<MailId> ids =
        MailPeopleCommands.of(() -> mailbox.send(outgoing)).stream().map(MailStatus::id).toList();
    Duration limit = Duration.ofSeconds(arguments.number("seconds", 60, 0, 3600));
    MailTrack track = new MailTrack(arguments.terminal());
    waiting.until(
        limit,
        () -> {
          List<MailStatus> now = statuses(mailbox, ids);
          track.show(now, clock.instant());
          return now.stream().allMatch(MailTrack::stored) ? Optional.of(true) : Optional.empty();
        });
    List<MailStatus> all = statuses(mailbox, ids);
    return MailTrack.answer(command, all, clock.instant()).exit(MailTrack.exit(all));
  }

  private static List<MailStatus> statuses(Mailbox mailbox, List<MailId> ids) {
    return ids.stream().flatMap(id -> mailbox.status(id).stream()).toList();
  }

  private Answer status(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    Optional<String> wanted = arguments.optional("mail");
    List<MailStatus> all =
        mailbox.outbox().stream()
            .filter(s -> wanted.isEmpty() || s.id().toString().startsWith(wanted.get()))
            .toList();
    if (wanted.isPresent() && all.isEmpty()) {
      throw new CommandException("no mail of the outbox begins with " + wanted.get());
    }
    Answer answer = MailTrack.answer("mail-status", all, clock.instant());
    return wanted.isEmpty() ? answer : answer.exit(MailTrack.exit(all));
  }

  private Answer recall(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    String wanted = arguments.text("mail");
    MailStatus found =
        mailbox.outbox().stream()
            .filter(s -> s.id().toString().startsWith(wanted))
            .findFirst()
            .orElseThrow(() -> new CommandException("no mail of the outbox begins with " + wanted));
    if (!MailPeopleCommands.of(() -> mailbox.recall(found.id()))) {
      throw new CommandException("it is too late: " + found.words(clock.instant()));
    }
    List<MailStatus> after = mailbox.status(found.id()).stream().toList();
    return MailTrack.answer("mail-recall", after, clock.instant());
  }
}
