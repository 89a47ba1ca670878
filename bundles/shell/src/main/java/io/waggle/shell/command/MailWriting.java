package io.waggle.shell.command;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.shell.CommandException;
import io.waggle.shell.MailServices;
import io.waggle.shell.line.Arguments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a mail of what was typed, or of a whole message that another program wrote. */
final class MailWriting {

  private final MailServices mail;
  private final InstantSource clock;

  MailWriting(MailServices mail, InstantSource clock) {
    this.mail = mail;
    this.clock = clock;
  }

  /** Words, a file or standard input; the latter two may be a message with its header. */
  OutgoingMail mail(Mailbox mailbox, Arguments arguments) {
    Optional<byte[]> given = given(arguments);
    Optional<MessageHead> head =
        arguments.flag("plain") || arguments.option("attach").isPresent()
            ? Optional.empty()
            : given.flatMap(MessageHead::of);
    if (head.isPresent()) {
      return message(mailbox, arguments, head.get());
    }
    MailIdentity self = MailPeopleCommands.self(mailbox, arguments);
    String to =
        arguments
            .optional("to")
            .orElseThrow(() -> arguments.fault("to whom? Name an address or a contact"));
    return letter(
        arguments,
        self,
        addresses(mailbox, self.address(), to),
        arguments.option("subject").orElse(""),
        Optional.empty(),
        given);
  }

  /** What is not typed as words: of a file, else of standard input. */
  Optional<byte[]> given(Arguments arguments) {
    if (!arguments.many("text").isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> file = arguments.option("file").map(f -> MailFiles.read(arguments, f));
    return file.isPresent() ? file : MailFiles.input(arguments);
  }

  private static List<Address> addresses(Mailbox mailbox, Address self, String text) {
    List<Address> to = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      to.add(MailServices.address(mailbox, self, one));
    }
    return to;
  }

  /** As it is; its header says from whom and to whom, as far as the command does not. */
  private static OutgoingMail message(Mailbox mailbox, Arguments arguments, MessageHead head) {
    MailIdentity self = writer(mailbox, arguments, head);
    List<Address> to =
        arguments
            .optional("to")
            .map(text -> addresses(mailbox, self.address(), text))
            .orElseGet(() -> head.addresses("to", "cc", "bcc"));
    if (to.isEmpty()) {
      throw new CommandException("the message names no address of this network");
    }
    return new OutgoingMail(
        self.address(), to, ByteString.of(head.canonical()), arguments.flag("receipt"));
  }

  /** Who reads it sees the field; another name than the one that signs would be a lie. */
  private static MailIdentity writer(Mailbox mailbox, Arguments arguments, MessageHead head) {
    List<Address> from = head.addresses("from");
    if (arguments.option("as").isEmpty() && !from.isEmpty()) {
      return MailServices.identity(mailbox, Optional.of(from.get(0).toString()));
    }
    MailIdentity self = MailPeopleCommands.self(mailbox, arguments);
    if (head.has("from") && !from.contains(self.address())) {
      throw new CommandException("its From is not " + self.address().asMail());
    }
    return self;
  }

  /** A new letter. */
  OutgoingMail letter(
      Arguments arguments,
      MailIdentity self,
      List<Address> to,
      String subject,
      Optional<String> answered,
      Optional<byte[]> given) {
    String text =
        given
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElseGet(() -> String.join(" ", arguments.many("text")));
    if (text.isBlank() && arguments.option("attach").isEmpty()) {
      throw arguments.fault("there is nothing to send: give a text, --file or standard input");
    }
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
            text.lines().map(line -> line + "\r\n").collect(Collectors.joining()),
            MailFiles.attachments(arguments));
    return new OutgoingMail(
        self.address(), to, mail.formats().compose(letter), arguments.flag("receipt"));
  }
}
