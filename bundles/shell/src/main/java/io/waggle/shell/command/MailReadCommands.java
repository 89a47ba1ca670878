package io.waggle.shell.command;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Attachment;
import io.waggle.api.mail.Contact;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.MailboxReport;
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
import io.waggle.shell.view.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has come. */
final class MailReadCommands {

  private final MailServices mail;
  private final Waiting waiting;

  MailReadCommands(MailServices mail, Waiting waiting) {
    this.mail = mail;
    this.waiting = waiting;
  }

  List<Command> all() {
    return List.of(
        new Command(
            MailPeopleCommands.options(Syntax.of("mail-inbox", "What has come"))
                .flag("poll", "look through the boxes before")
                .option("seconds", "N", "how long that may take, 60 unless given"),
            this::inbox),
        new Command(
            MailPeopleCommands.options(
                    Syntax.of("mail-read", "Read a mail, the oldest unread one unless named"))
                .option("save", "DIR", "write its attachments there")
                .flag("raw", "the message as it came")
                .optional("mail", Syntax.Names.NONE),
            this::read),
        new Command(
            MailPeopleCommands.options(
                    Syntax.of("mail-export", "Put what is new into a Maildir of a mail program"))
                .required("folder", Syntax.Names.NONE),
            arguments -> new MailExport(mail, arguments).run()),
        new Command(
            MailPeopleCommands.options(
                    Syntax.of("mail-delete", "Delete a mail here, of the inbox or the outbox"))
                .required("mail", Syntax.Names.NONE),
            this::delete));
  }

  private Answer inbox(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    Duration limit = Duration.ofSeconds(arguments.number("seconds", 60, 1, 3600));
    if (arguments.flag("poll")) {
      waiting.until(limit, () -> Optional.of(true).filter(yes -> mailbox.report().online()));
      waiting.result(limit, mailbox.poll());
    }
    MailboxReport report = mailbox.report();
    return Answer.of(
        "mail-inbox",
        new Section.Facts(
            "",
            new Fields()
                .add("online", report.online())
                .add("lastPoll", Optional.of(report.lastPoll()).filter(t -> t.toEpochMilli() > 0))),
        new Section.Rows(
            "inbox",
            List.of("mail", "read", "received", "from", "size", "subject"),
            mailbox.inbox().stream().map(m -> row(mailbox, m)).toList(),
            "nothing has come"));
  }

  private static Fields row(Mailbox mailbox, ReceivedMail m) {
    return new Fields()
        .add("mail", m.id().brief())
        .add("id", m.id())
        .add("read", m.read())
        .add("received", m.received())
        .add("from", name(mailbox, m))
        .add("address", m.from())
        .add("to", m.to())
        .add("sent", m.sent())
        .add("size", m.size())
        .add("subject", m.subject());
  }

  private static String name(Mailbox mailbox, ReceivedMail m) {
    return mailbox.contacts().stream()
        .filter(c -> c.owner().equals(m.to()) && c.address().equals(m.from()))
        .map(Contact::name)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(m.from().brief());
  }

  static ReceivedMail received(Mailbox mailbox, String wanted) {
    List<ReceivedMail> found =
        mailbox.inbox().stream().filter(m -> m.id().toString().startsWith(wanted)).toList();
    if (found.size() != 1) {
      throw new CommandException(
          found.isEmpty()
              ? "no mail of the inbox begins with " + wanted
              : found.size() + " mails begin with " + wanted + "; give more digits");
    }
    return found.get(0);
  }

  static ByteString message(Mailbox mailbox, MailId id) {
    return MailPeopleCommands.of(() -> mailbox.read(id))
        .orElseThrow(() -> new CommandException("its file is gone"));
  }

  static Letter letter(MailServices mail, Mailbox mailbox, MailId id) {
    try {
      return mail.formats().read(message(mailbox, id));
    } catch (MailException e) {
      throw new CommandException(e.getMessage() + "; 'mail-read --raw' shows it");
    }
  }

  private Answer read(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    ReceivedMail found =
        arguments
            .optional("mail")
            .map(wanted -> received(mailbox, wanted))
            .orElseGet(() -> oldestUnread(mailbox));
    if (arguments.flag("raw")) {
      return raw(arguments, message(mailbox, found.id()));
    }
    Letter letter = letter(mail, mailbox, found.id());
    MailPeopleCommands.of(() -> mailbox.markRead(found.id()));
    arguments
        .option("save")
        .ifPresent(folder -> MailFiles.save(arguments, letter.attachments(), folder));
    Fields head =
        new Fields()
            .add("id", found.id())
            .add("from", found.from().asMail())
            .add("to", found.to().asMail())
            .add("sent", found.sent())
            .add("subject", letter.subject())
            .add("attachments", letter.attachments().stream().map(Attachment::name).toList());
    return Answer.of("mail-read", new Section.Facts("", head), lines(letter.text()));
  }

  private static Section lines(String text) {
    List<String> lines = text.lines().map(Texts::printable).toList();
    return new Section.Sentences(
        "text", text.lines().map(l -> Fields.of("line", l)).toList(), lines, "it has no text");
  }

  private static ReceivedMail oldestUnread(Mailbox mailbox) {
    return mailbox.inbox().stream()
        .filter(m -> !m.read())
        .findFirst()
        .orElseThrow(() -> new CommandException("there is no unread mail"));
  }

  /** Byte for byte where that is possible, else as text. */
  private static Answer raw(Arguments arguments, ByteString message) {
    try {
      if (!arguments.flag("json") && arguments.terminal().write(message.toBytes())) {
        return Answer.of("mail-read");
      }
    } catch (IOException e) {
      throw new CommandException("nobody reads on: " + e.getMessage());
    }
    return Answer.of("mail-read", lines(message.toText()));
  }

  private Answer delete(Arguments arguments) {
    Mailbox mailbox = MailPeopleCommands.mailbox(mail, arguments);
    String wanted = arguments.text("mail");
    List<MailId> found =
        Stream.concat(
                mailbox.inbox().stream().map(ReceivedMail::id),
                mailbox.outbox().stream().map(MailStatus::id))
            .filter(id -> id.toString().startsWith(wanted))
            .toList();
    if (found.size() != 1) {
      throw new CommandException(found.size() + " mails begin with " + wanted);
    }
    boolean gone = MailPeopleCommands.of(() -> mailbox.delete(found.get(0)));
    return Answer.of(
        "mail-delete",
        new Section.Facts("", new Fields().add("id", found.get(0)).add("deleted", gone)));
  }
}
