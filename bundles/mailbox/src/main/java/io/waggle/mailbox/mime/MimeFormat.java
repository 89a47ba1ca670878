package io.waggle.mailbox.mime;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.field.ParseException;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.MimeConfig;

/** Writes and reads messages. */
public final class MimeFormat implements MailFormat {

  private static final int MOST_HEADER = 256 << 10;

  @Override
  public ByteString compose(Letter letter) {
    try {
      return bytes(new LetterWriter().message(letter));
    } catch (ParseException | IOException e) {
      throw new IllegalArgumentException("no letter: " + e.getMessage(), e);
    }
  }

  static ByteString bytes(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new DefaultMessageWriter().writeMessage(message, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.of(out.toByteArray());
  }

  @Override
  public Letter read(ByteString message) throws MailException {
    try {
      return new LetterReader()
          .letter(builder().parseMessage(new ByteArrayInputStream(message.toBytes())));
    } catch (IOException | RuntimeException e) {
      throw new MailException("the message is no mail that can be read: " + e.getMessage(), e);
    }
  }

  /** The subject of a message, one line of at most 200 characters; empty if there is none. */
  public String subject(ByteString message) {
    try {
      Header header = builder().parseHeader(new ByteArrayInputStream(message.toBytes()));
      return LetterReader.subject(header);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  private static DefaultMessageBuilder builder() {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(
        MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(MOST_HEADER)
            .setMaxHeaderCount(1000)
            .build());
    return builder;
  }
}
