/** Identities of a person and their keys, all kept in the vault (MAIL.md §1, 2, 9, 10). */
package io.waggle.mailbox.identity;
