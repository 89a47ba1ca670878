package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A mailbox of this node. What a method has returned from is durable; the methods block for the
 * disk, never for the network. Any thread may call.
 */
@ProviderType
public interface Mailbox {

  /** Service property: the name of the mailbox, unique in the node. */
  String NAME = "mail.name";

  /** Its name. */
  String name();

  /** How it fares. */
  MailboxReport report();

  /** The identities, oldest first. */
  List<MailIdentity> identities();

  /**
   * Makes an identity.
   *
   * @param label 1 to 64 characters, not yet used
   */
  MailIdentity create(String label) throws IOException, MailException;

  /**
   * Takes an identity over from a backup.
   *
   * @param secret {@code wgsec1...}, as {@link #backup} gave it
   */
  MailIdentity restore(String label, String secret) throws IOException, MailException;

  /** The secret of an identity, {@code wgsec1...}: whoever has it is that identity. */
  String backup(Address identity) throws MailException;

  /**
   * Takes a mail; one status a recipient. It is on disk when this returns and goes out when the
   * network is there.
   *
   * @throws IOException if it can't be kept: then it goes to none of its recipients, unless the
   *     text names some
   * @throws MailException if the sender is no identity of ours, or the message is too long
   */
  List<MailStatus> send(OutgoingMail mail) throws IOException, MailException;

  /** What was sent, oldest first, final ones included until they are dropped. */
  List<MailStatus> outbox();

  /** Where a mail is. */
  Optional<MailStatus> status(MailId id);

  /** The message of a mail that was sent. */
  Optional<ByteString> sent(MailId id) throws IOException;

  /** Takes a mail back that was not yet picked up; false if it is too late. */
  boolean recall(MailId id) throws IOException;

  /** What has come, oldest first. */
  List<ReceivedMail> inbox();

  /** The message of a mail that has come, byte for byte. */
  Optional<ByteString> read(MailId id) throws IOException;

  /** Marks a mail as read; a receipt goes out if one is wanted and the sender is accepted. */
  boolean markRead(MailId id) throws IOException;

  /** Deletes a mail here, of the inbox or of the outbox; false if there is none. */
  boolean delete(MailId id) throws IOException;

  /** Whom the identities have to do with. */
  List<Contact> contacts();

  /** Accepts a contact: its next mail need not pay the stranger's stamp. */
  Contact accept(Address identity, Address peer, String name) throws IOException, MailException;

  /** Blocks a contact: its mail is dropped, and the private box moves away from it. */
  Contact block(Address identity, Address peer) throws IOException, MailException;

  /** Looks through the boxes now; completes with the number of new mails. */
  CompletionStage<Integer> poll();

  /** Adds a listener of this mailbox. */
  Registration listen(MailListener listener);

  /** Ends a subscription. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
