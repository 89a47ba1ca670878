package io.waggle.api.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as a person sees it.
 *
 * @param from a mail address, with or without a name
 * @param to mail addresses
 * @param subject one line; may be empty
 * @param date when it was written
 * @param messageId of its header, without angle brackets; empty for a new one
 * @param inReplyTo the message id of what it answers
 * @param text what is read
 * @param attachments what comes with it
 */
public record Letter(
    String from,
    List<String> to,
    String subject,
    Instant date,
    Optional<String> messageId,
    Optional<String> inReplyTo,
    String text,
    List<Attachment> attachments) {

  /** Keeps its own copies. */
  public Letter {
    to = List.copyOf(to);
    attachments = List.copyOf(attachments);
  }
}
