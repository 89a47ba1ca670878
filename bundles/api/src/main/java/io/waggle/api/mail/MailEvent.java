package io.waggle.api.mail;

/** What a mailbox tells its listeners. Further kinds may be added: keep a default branch. */
public interface MailEvent {

  /** The name of the mailbox. */
  String mailbox();

  /** A mail has come and is durable. */
  record Arrived(String mailbox, ReceivedMail mail) implements MailEvent {}

  /** A mail on its way got further, or a copy was stored. */
  record Progress(String mailbox, MailStatus status) implements MailEvent {}

  /** The network came or went; without it the mailbox only pauses. */
  record Network(String mailbox, boolean there) implements MailEvent {}
}
