package io.waggle.mailbox.inbox;

import io.waggle.mailbox.chunk.ChunkSource;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.seal.MailBody;

/**
 * A mail that was opened and found good, and is not yet durable.
 *
 * @param to the identity it came to
 * @param body what was sealed
 * @param keyName of the key it was sealed to
 * @param trace the record it came in
 * @param chunks who may give the chunks of a long one
 */
public record Arrival(
    Identity to, MailBody body, String keyName, Trace trace, ChunkSource chunks) {}
