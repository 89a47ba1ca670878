/** Whom our identities have to do with, and what they may (MAIL.md §9); all kept in the vault. */
package io.waggle.mailbox.contacts;
