/** The mailbox itself: identities, contacts, outbox, inbox and network put together. */
package io.waggle.mailbox.post;
