/** Messages of RFC 5322 with MIME, by Apache Mime4j; its types stay in here. */
package io.waggle.mailbox.mime;
