package io.waggle.api.mail;

/** How a contact stands with us. */
public enum Standing {
  /** Has written, or was written to; comes to the front door and pays a stamp. */
  STRANGER,
  /** May lay mail into the private box, without the stranger's stamp. */
  ACCEPTED,
  /** What it sends is dropped unread. */
  BLOCKED
}
