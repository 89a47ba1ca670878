/** The whole way of a mail: mailboxes and holders on real nodes. */
package io.waggle.mailbox.whole;
