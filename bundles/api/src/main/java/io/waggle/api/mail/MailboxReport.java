package io.waggle.api.mail;

import java.time.Instant;

/**
 * How a mailbox fares.
 *
 * @param name its name
 * @param online whether the network is there
 * @param reason for a person, why it is not; else empty
 * @param lastPoll when the boxes were last looked through; the epoch if never
 * @param waiting mails of the outbox that are not final
 * @param stored of these, mails that enough nodes hold
 * @param inbox mails that have come and were not deleted
 * @param unread of these, mails not read
 */
public record MailboxReport(
    String name,
    boolean online,
    String reason,
    Instant lastPoll,
    int waiting,
    int stored,
    int inbox,
    int unread) {}
