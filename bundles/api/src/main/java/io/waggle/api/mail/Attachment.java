package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;

/**
 * A file that comes with a mail.
 *
 * @param name of the file, no path
 * @param type of RFC 2045, such as {@code image/png}
 * @param content all of it
 */
public record Attachment(String name, String type, ByteString content) {}
