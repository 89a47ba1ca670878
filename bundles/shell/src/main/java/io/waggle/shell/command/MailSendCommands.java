package io.waggle.shell.command;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Attachment;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.MailState;
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
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sending, answering, and where a mail is. */
final class MailSendCommands {

  private final MailServices mail;
  private final Waiting waiting;
  private final InstantSource clock;

  MailSendCommands(MailServices mail, Waiting waiting, InstantSource clock) {
    this.mail = mail;
    this.waiting = waiting;
    this.clock = clock;
  }

  List<Command> all() {
    return List.of(
        new Command(
            writing(Syntax.of("mail-send", "Send a mail; it is on disk before it is acknowledged"))
                .option("subject", "TEXT", "its subject")
                .option("mime", "FILE", "a whole message of RFC 5322 instead of a text")
                .required("to", Syntax.Names.NONE)
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
        .option("file", "FILE", "the text, instead of words")
        .option("attach", "FILE,...", "files that come with it")
        .flag("receipt", "ask to be told when it is read")
        .option("seconds", "N", "how long to wait until it is stored, 60 unless given");
  }

  private Answer send(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    MailIdentity self = MailPeopleCommands.self(mailbox, arguments);
    List<Address> to = new ArrayList<>();
    for (String one : arguments.text("to").split(",", -1)) {
      to.add(MailServices.address(mailbox, self.address(), one));
    }
    Optional<String> mime = arguments.option("mime");
    ByteString message =
        mime.isPresent()
            ? ByteString.of(bytes(mime.get()))
            : compose(
                arguments, self, to, arguments.option("subject").orElse(""), Optional.empty());
    return post(
        mailbox, arguments, new OutgoingMail(self.address(), to, message, receipt(arguments)));
  }

  private static boolean receipt(Arguments arguments) {
    return arguments.flag("receipt");
  }

  private ByteString compose(
      Arguments arguments,
      MailIdentity self,
      List<Address> to,
      String subject,
      Optional<String> answered) {
    Instant now = clock.instant();
    String id = Long.toHexString(now.toEpochMilli()) + "." + self.address().brief();
    Letter letter =
        new Letter(
            self.address().asMail(),
            to.stream().map(Address::asMail).toList(),
            subject,
            now,
            Optional.of(id + "@" + Address.DOMAIN),
            answered,
            text(arguments),
            attachments(arguments));
    return mail.formats().compose(letter);
  }

  private static String text(Arguments arguments) {
    Optional<String> file = arguments.option("file");
    String text =
        file.isPresent()
            ? ByteString.of(bytes(file.get())).toText()
            : String.join(" ", arguments.many("text"));
    if (text.isBlank() && arguments.option("attach").isEmpty()) {
      throw arguments.fault("there is nothing to send: give a text or --file");
    }
    return text.lines().reduce("", (all, line) -> all + line + "\r\n");
  }

  private static List<Attachment> attachments(Arguments arguments) {
    return arguments.option("attach").stream()
        .flatMap(files -> Arrays.stream(files.split(",", -1)))
        .map(MailSendCommands::attachment)
        .toList();
  }

  private static Attachment attachment(String file) {
    String name = Path.of(file).getFileName().toString();
    String type = URLConnection.guessContentTypeFromName(name);
    return new Attachment(
        name,
        type == null || type.startsWith("text/") ? "application/octet-stream" : type,
        ByteString.of(bytes(file)));
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new CommandException("can't read " + file + ": " + e.getMessage());
    }
  }

  private Answer reply(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    ReceivedMail answered = MailReadCommands.received(mailbox, arguments.text("mail"));
    Letter letter = MailReadCommands.letter(mail, mailbox, answered.id());
    MailIdentity self = MailServices.identity(mailbox, Optional.of(answered.to().toString()));
    String subject =
        letter.subject().startsWith("Re: ") ? letter.subject() : "Re: " + letter.subject();
    ByteString message =
        compose(arguments, self, List.of(answered.from()), subject, letter.messageId());
    return post(
        mailbox,
        arguments,
        new OutgoingMail(self.address(), List.of(answered.from()), message, receipt(arguments)));
  }

  /** Waits until all are stored; what is known then is the answer. */
  private Answer post(Mailbox mailbox, Arguments arguments, OutgoingMail outgoing) {
    List<MailId> ids =
        MailPeopleCommands.of(() -> mailbox.send(outgoing)).stream().map(MailStatus::id).toList();
    Duration limit = Duration.ofSeconds(arguments.number("seconds", 60, 0, 3600));
    waiting.until(
        limit,
        () ->
            ids.stream()
                    .flatMap(id -> mailbox.status(id).stream())
                    .allMatch(s -> s.state() == MailState.STORED || s.state().isFinal())
                ? Optional.of(true)
                : Optional.empty());
    return answer("mail-send", ids.stream().flatMap(id -> mailbox.status(id).stream()).toList());
  }

  private Answer answer(String command, List<MailStatus> all) {
    Instant now = clock.instant();
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
    return answer("mail-status", all);
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
    return answer("mail-recall", mailbox.status(found.id()).stream().toList());
  }
}
