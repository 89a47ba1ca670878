/** Declarative Services around holder and mailbox. */
package io.waggle.mailbox.osgi;
