package io.waggle.shell.command;

import io.waggle.api.mail.ReceivedMail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A mail as mail programs of this machine read it: with the fields of a final delivery (RFC 5321
 * §4.4) before it, and lines that end as they do here. Mail programs show who stands in {@code
 * From}, and anybody can write anything there: unless it is who has signed, it is renamed, and who
 * has signed put in its place.
 */
final class DeliveredMessage {

  private static final String UNPROVED = "X-Unproved-From";

  private DeliveredMessage() {}

  static byte[] of(byte[] message, ReceivedMail mail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 512);
    field(out, "Return-Path", "<" + mail.from().asMail() + ">");
    field(out, "Delivered-To", mail.to().asMail());
    field(out, "X-Waggle-Id", mail.id().toString());
    Optional<MessageHead> head = MessageHead.any(message);
    if (head.isPresent() && head.get().isFrom(mail.from())) {
      out.writeBytes(message);
    } else {
      field(out, "From", "<" + mail.from().asMail() + ">");
      out.writeBytes(
          head.map(h -> h.renamed("from", UNPROVED)).orElseGet(() -> bare(message, mail)));
    }
    return local(out.toByteArray());
  }

  /** What has no header that can be read is all text. */
  private static byte[] bare(byte[] message, ReceivedMail mail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 128);
    field(out, "To", "<" + mail.to().asMail() + ">");
    field(
        out,
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(mail.sent().atOffset(ZoneOffset.UTC)));
    out.writeBytes(new byte[] {'\r', '\n'});
    out.writeBytes(message);
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String name, String body) {
    out.writeBytes((name + ": " + body + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Mail programs want LF in their own folders; bytes that are no lines of text stay. */
  private static byte[] local(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean ends = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
        return bytes;
      }
      if (!ends) {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }
}
