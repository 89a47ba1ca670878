/** Mail that comes: polled, fetched, opened, durable, and only then deleted from the nodes. */
package io.waggle.mailbox.inbox;
