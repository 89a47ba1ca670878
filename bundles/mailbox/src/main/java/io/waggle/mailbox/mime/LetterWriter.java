package io.waggle.mailbox.mime;

import io.waggle.api.mail.Attachment;
import io.waggle.api.mail.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.ParseException;
import org.apache.james.mime4j.field.address.DefaultAddressParser;
import org.apache.james.mime4j.message.BodyPart;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawField;

/** Makes a letter a message. */
final class LetterWriter {

  Message message(Letter letter) throws ParseException, IOException {
    Message.Builder message = begin(letter);
    if (letter.attachments().isEmpty()) {
      message.setBody(letter.text(), StandardCharsets.UTF_8);
      message.setContentTransferEncoding("quoted-printable");
    } else {
      message.setBody(mixed(letter));
    }
    return message.build();
  }

  /** The header. */
  static Message.Builder begin(Letter letter) throws ParseException {
    Message.Builder message = Message.Builder.of();
    message.setFrom(mailbox(letter.from()));
    List<Mailbox> to = new ArrayList<>();
    for (String address : letter.to()) {
      to.add(mailbox(address));
    }
    message.setTo(to.toArray(new Mailbox[0]));
    message.setSubject(letter.subject());
    message.setDate(Date.from(letter.date()), TimeZone.getTimeZone("UTC"));
    letter.messageId().ifPresent(id -> message.setMessageId("<" + id + ">"));
    letter
        .inReplyTo()
        .ifPresent(id -> message.setField(new RawField("In-Reply-To", "<" + id + ">")));
    return message;
  }

  private static Mailbox mailbox(String text) throws ParseException {
    return DefaultAddressParser.DEFAULT.parseMailbox(text);
  }

  private static Multipart mixed(Letter letter) throws IOException {
    MultipartBuilder parts = MultipartBuilder.create("mixed");
    parts.addBodyPart(text(letter.text()));
    for (Attachment attachment : letter.attachments()) {
      parts.addBodyPart(part(attachment));
    }
    return parts.build();
  }

  static BodyPart text(String text) throws IOException {
    return BodyPartBuilder.create()
        .setBody(text, StandardCharsets.UTF_8)
        .setContentType("text/plain", new NameValuePair("charset", "utf-8"))
        .setContentTransferEncoding("quoted-printable")
        .build();
  }

  private static BodyPart part(Attachment attachment) throws IOException {
    String name = EncoderUtil.encodeIfNecessary(attachment.name(), EncoderUtil.Usage.TEXT_TOKEN, 0);
    return BodyPartBuilder.create()
        .setBody(attachment.content().toBytes(), attachment.type())
        .setContentTransferEncoding("base64")
        .setContentDisposition("attachment", name)
        .build();
  }
}
