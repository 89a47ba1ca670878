package io.waggle.shell.command;

import io.waggle.api.mail.Address;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.shell.CommandException;
import io.waggle.shell.MailServices;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts the inbox, of one identity or of all, into a Maildir, each mail once. */
final class MailExport {

  /** As of any command that failed. */
  private static final int SOME_DAMAGED = 7;

  private final Arguments arguments;
  private final Mailbox mailbox;
  private final Path folder;
  private int put;
  private int damaged;

  MailExport(MailServices mail, Arguments arguments) {
    this.arguments = arguments;
    mailbox = MailPeopleCommands.mailbox(mail, arguments);
    folder = arguments.terminal().folder().resolve(arguments.text("folder"));
  }

  Answer run() {
    Optional<Address> of =
        arguments.option("as").map(as -> MailPeopleCommands.self(mailbox, arguments).address());
    try {
      Maildir maildir = Maildir.open(folder);
      for (ReceivedMail each : mailbox.inbox()) {
        if (of.map(each.to()::equals).orElse(true) && !maildir.had(each)) {
          put(maildir, each);
        }
      }
      maildir.remember();
    } catch (IOException e) {
      throw new CommandException("can't write to " + folder + ": " + e);
    }
    Fields said = new Fields().add("folder", folder).add("mails", put).add("damaged", damaged);
    return Answer.of("mail-export", new Section.Facts("", said))
        .exit(damaged == 0 ? 0 : SOME_DAMAGED);
  }

  /** One that can't be read keeps no other back. */
  private void put(Maildir maildir, ReceivedMail mail) throws IOException {
    byte[] message;
    try {
      message = MailReadCommands.message(mailbox, mail.id()).toBytes();
    } catch (CommandException e) {
      arguments.terminal().progress(mail.id().brief() + ": " + e.getMessage());
      damaged++;
      return;
    }
    maildir.put(mail, DeliveredMessage.of(message, mail));
    put++;
  }
}
