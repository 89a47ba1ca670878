/**
 * Mail handed over from node to node while both are online (MAIL.md §8): where contacts meet, how
 * they know each other, and what they say. A sealed record is handed over as it would be laid on
 * nodes; the answer is its proof of delivery, once it is durable.
 */
package io.waggle.mailbox.direct;
