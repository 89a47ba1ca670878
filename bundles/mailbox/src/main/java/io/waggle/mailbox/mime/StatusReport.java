package io.waggle.mailbox.mime;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.field.ParseException;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.NameValuePair;

/** Delivery status notifications (RFC 3464): what a sender's own mailbox tells it of a mail. */
public final class StatusReport {

  private StatusReport() {}

  /**
   * What happened.
   *
   * @param action {@code delayed} or {@code failed}
   * @param code of RFC 3463, such as {@code 5.4.7}
   * @param recipient a mail address
   * @param originalId names the mail
   */
  public record Fact(String action, String code, String recipient, String originalId) {}

  /** Writes a report; the letter's text is its first part. */
  public static ByteString compose(Letter letter, Fact fact) {
    try {
      Message.Builder message = LetterWriter.begin(letter);
      message.setBody(
          MultipartBuilder.create("report")
              .addContentTypeParameter(new NameValuePair("report-type", "delivery-status"))
              .addBodyPart(LetterWriter.text(letter.text()))
              .addBodyPart(
                  BodyPartBuilder.create()
                      .setBody(
                          status(fact).getBytes(StandardCharsets.US_ASCII),
                          "message/delivery-status")
                      .setContentTransferEncoding("7bit")
                      .build())
              .build());
      return MimeFormat.bytes(message.build());
    } catch (ParseException | IOException e) {
      throw new IllegalArgumentException("no report: " + e.getMessage(), e);
    }
  }

  private static String status(Fact fact) {
    return String.join(
        "\r\n",
        "Reporting-MTA: dns; waggle.alt",
        "Original-Envelope-Id: " + fact.originalId(),
        "",
        "Final-Recipient: rfc822; " + fact.recipient(),
        "Action: " + fact.action(),
        "Status: " + fact.code(),
        "");
  }
}
