/**
 * Sealed records: what a mail consists of, HPKE around it, a signature within (MAIL.md §4).
 * Decoders are bounded and total.
 */
package io.waggle.mailbox.seal;
