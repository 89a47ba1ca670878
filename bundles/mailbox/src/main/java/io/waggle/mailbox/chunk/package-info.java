/** Long mail in chunks: how they are sealed and opened, worked through and deleted (MAIL.md §5). */
package io.waggle.mailbox.chunk;
