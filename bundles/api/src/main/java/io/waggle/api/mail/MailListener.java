package io.waggle.api.mail;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what a mailbox does. Given to a mailbox, or registered as a service (whiteboard). Called in
 * order, on a thread of the mailbox's: do not block. An exception is logged and harms nobody.
 */
@ConsumerType
@FunctionalInterface
public interface MailListener {

  /** Something happened. */
  void event(MailEvent event);
}
