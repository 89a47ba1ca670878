/**
 * Mail on its way out: durable before it is acknowledged, laid on holders, watched until it was
 * picked up or its time is over (MAIL.md §8).
 */
package io.waggle.mailbox.outbox;
