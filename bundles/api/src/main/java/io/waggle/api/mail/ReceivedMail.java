package io.waggle.api.mail;

import java.time.Instant;

/**
 * A mail that has come, whose signature was found good and which is durable here.
 *
 * @param id which
 * @param from who signed it
 * @param to the identity it came to
 * @param subject of its header; may be empty
 * @param size of the message in bytes
 * @param sent when its sender says that it was sent
 * @param received when it came
 * @param read whether it was read here
 * @param receiptWanted whether the sender asks to be told that it was read
 */
public record ReceivedMail(
    MailId id,
    Address from,
    Address to,
    String subject,
    long size,
    Instant sent,
    Instant received,
    boolean read,
    boolean receiptWanted) {}
