package io.waggle.shell.command;

import io.waggle.api.mail.Address;
import io.waggle.api.mail.Contact;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.Mailbox;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.MailServices;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Identities of ours, and whom they have to do with. */
final class MailPeopleCommands {

  private final MailServices mail;

  MailPeopleCommands(MailServices mail) {
    this.mail = mail;
  }

  /** The options that every mail command has. */
  static Syntax options(Syntax syntax) {
    return syntax
        .option("mailbox", "NAME", "which mailbox, the first unless given")
        .option("as", "IDENTITY", "label or address of ours, the first unless given");
  }

  static Mailbox mailbox(MailServices mail, Arguments arguments) {
    return mail.mailbox(arguments.option("mailbox"));
  }

  static MailIdentity self(Mailbox mailbox, Arguments arguments) {
    return MailServices.identity(mailbox, arguments.option("as"));
  }

  List<Command> all() {
    return List.of(
        new Command(
            options(Syntax.of("mail-new", "Make an identity")).required("label", Syntax.Names.NONE),
            this::create),
        new Command(
            options(Syntax.of("mail-restore", "Take an identity over, by its secret or its input"))
                .required("label", Syntax.Names.NONE)
                .optional("secret", Syntax.Names.NONE),
            this::restore),
        new Command(
            options(Syntax.of("mail-address", "The addresses of ours"))
                .flag("qr", "as a QR code as well"),
            this::addresses),
        new Command(
            options(Syntax.of("mail-backup", "The secret of an identity: who has it, is it")),
            this::backup),
        new Command(
            options(Syntax.of("mail-contacts", "Whom our identities have to do with")),
            this::contacts),
        new Command(
            options(Syntax.of("mail-accept", "Let a contact write without the stamp of a stranger"))
                .required("address", Syntax.Names.NONE)
                .optional("name", Syntax.Names.NONE),
            this::accept),
        new Command(
            options(Syntax.of("mail-block", "Drop what a contact sends"))
                .required("address", Syntax.Names.NONE),
            this::block));
  }

  /** What the mailbox says when it can't. */
  interface Asked<T> {
    T get() throws IOException, MailException;
  }

  static <T> T of(Asked<T> asked) {
    try {
      return asked.get();
    } catch (MailException e) {
      throw new CommandException(e.getMessage());
    } catch (IOException e) {
      throw new CommandException("the disk does not take it: " + e.getMessage());
    }
  }

  private Answer create(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    String label = arguments.text("label");
    MailIdentity made = of(() -> mailbox.create(label));
    return Answer.of("mail-new", new Section.Facts("", identity(made)));
  }

  /** On standard input a secret stays out of the list of processes and the shell's history. */
  private Answer restore(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    String label = arguments.text("label");
    String secret =
        arguments
            .optional("secret")
            .or(
                () ->
                    MailFiles.input(arguments)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()))
            .orElseThrow(() -> arguments.fault("its secret, wgsec1..., is missing"));
    MailIdentity made = of(() -> mailbox.restore(label, secret));
    return Answer.of("mail-restore", new Section.Facts("", identity(made)));
  }

  private static Fields identity(MailIdentity i) {
    return new Fields()
        .add("label", i.label())
        .add("address", i.address().asMail())
        .add("created", i.created())
        .add("published", Optional.of(i.published()).filter(when -> when.getEpochSecond() > 0));
  }

  private Answer addresses(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    if (!arguments.flag("qr")) {
      return Answer.of(
          "mail-address",
          new Section.Rows(
              "identities",
              List.of("label", "address"),
              mailbox.identities().stream().map(MailPeopleCommands::identity).toList(),
              "there is no identity yet; 'mail-new <label>' makes one"));
    }
    MailIdentity self = self(mailbox, arguments);
    List<String> lines = QrText.of(self.address().toString());
    return Answer.of(
        "mail-address",
        new Section.Facts("", identity(self)),
        new Section.Sentences(
            "code", lines.stream().map(l -> Fields.of("line", l)).toList(), lines, ""));
  }

  private Answer backup(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    MailIdentity self = self(mailbox, arguments);
    return Answer.of(
        "mail-backup",
        new Section.Facts(
            "", identity(self).add("secret", of(() -> mailbox.backup(self.address())))));
  }

  private Answer contacts(Arguments arguments) {
    return Answer.of(
        "mail-contacts",
        new Section.Rows(
            "contacts",
            List.of("name", "standing", "trustsUs", "lastHeard", "address"),
            mailbox(mail, arguments).contacts().stream().map(MailPeopleCommands::contact).toList(),
            "nobody has written and nobody was written to"));
  }

  private static Fields contact(Contact c) {
    return new Fields()
        .add("name", c.name())
        .add("standing", c.standing())
        .add("trustsUs", c.trustsUs())
        .add("lastHeard", Optional.of(c.lastHeard()).filter(when -> when.getEpochSecond() > 0))
        .add("address", c.address())
        .add("owner", c.owner());
  }

  private Answer accept(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    Address self = self(mailbox, arguments).address();
    Address peer = MailServices.address(mailbox, self, arguments.text("address"));
    String name =
        arguments
            .optional("name")
            .or(
                () ->
                    mailbox.contacts().stream()
                        .filter(c -> c.owner().equals(self) && c.address().equals(peer))
                        .map(Contact::name)
                        .findFirst())
            .orElse("");
    return Answer.of(
        "mail-accept", new Section.Facts("", contact(of(() -> mailbox.accept(self, peer, name)))));
  }

  private Answer block(Arguments arguments) {
    Mailbox mailbox = mailbox(mail, arguments);
    Address self = self(mailbox, arguments).address();
    Address peer = MailServices.address(mailbox, self, arguments.text("address"));
    return Answer.of(
        "mail-block", new Section.Facts("", contact(of(() -> mailbox.block(self, peer)))));
  }
}
