/** Big-endian fields of records and files: written one after the other, read with bounds. */
package io.waggle.mailbox.field;
