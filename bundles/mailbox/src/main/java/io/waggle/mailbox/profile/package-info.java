/** Finding the profile of a recipient, and keeping our own in the network (MAIL.md §3). */
package io.waggle.mailbox.profile;
