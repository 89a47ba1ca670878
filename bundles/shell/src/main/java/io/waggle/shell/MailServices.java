package io.waggle.shell;

import io.waggle.api.mail.Address;
import io.waggle.api.mail.Contact;
import io.waggle.api.mail.HolderStatus;
import io.waggle.api.mail.MailFormat;
import io.waggle.api.mail.MailIdentity;
import io.waggle.api.mail.Mailbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The mail services of this node, as they are at the moment of the call.
 *
 * @param mailboxes in order of their age
 * @param format writes and reads messages
 * @param holder keeps other people's mail
 */
public record MailServices(
    Supplier<List<Mailbox>> mailboxes,
    Supplier<Optional<MailFormat>> format,
    Supplier<Optional<HolderStatus>> holder) {

  /** The mailbox of that name, or the first one. */
  public Mailbox mailbox(Optional<String> name) {
    List<Mailbox> all = mailboxes.get();
    if (all.isEmpty()) {
      throw new CommandException(
          "no mailbox runs: 'waggle mail-node' starts a node with one, or a file"
              + " io.waggle.mailbox-<name>.cfg makes one");
    }
    return all.stream()
        .filter(m -> name.isEmpty() || m.name().equals(name.get()))
        .findFirst()
        .orElseThrow(() -> new CommandException("no mailbox is named '" + name.get() + "'"));
  }

  /** The format, or a sentence that says that there is none. */
  public MailFormat formats() {
    return format
        .get()
        .orElseThrow(() -> new CommandException("the bundle io.waggle.mailbox is not active"));
  }

  /** The identity of that label or address, or the first one. */
  public static MailIdentity identity(Mailbox mailbox, Optional<String> wanted) {
    List<MailIdentity> all = mailbox.identities();
    if (all.isEmpty()) {
      throw new CommandException("there is no identity yet; 'mail-new <label>' makes one");
    }
    return all.stream()
        .filter(
            i ->
                wanted.isEmpty()
                    || i.label().equals(wanted.get())
                    || i.address().toString().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() -> new CommandException("no identity is '" + wanted.get() + "'"));
  }

  /** An address, or the name of a contact of an identity. */
  public static Address address(Mailbox mailbox, Address owner, String text) {
    Optional<Address> named =
        mailbox.contacts().stream()
            .filter(c -> c.owner().equals(owner) && c.name().equals(text))
            .map(Contact::address)
            .findFirst();
    try {
      return named.orElseGet(() -> Address.parse(text));
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage() + ", and no contact has that name");
    }
  }
}
