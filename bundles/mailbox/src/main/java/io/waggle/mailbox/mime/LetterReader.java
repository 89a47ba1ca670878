package io.waggle.mailbox.mime;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Attachment;
import io.waggle.api.mail.Letter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.Field;

/** Makes a message a letter: its first text is what is read, everything else is attached. */
final class LetterReader {

  private static final int MOST_PARTS = 200;
  private static final int DEEPEST = 10;
  private static final int LONGEST_SUBJECT = 200;

  private final StringBuilder text = new StringBuilder();
  private final List<Attachment> attachments = new ArrayList<>();

  Letter letter(Message message) throws IOException {
    take(message, 0);
    return new Letter(
        message.getFrom() == null || message.getFrom().isEmpty()
            ? ""
            : message.getFrom().get(0).getAddress(),
        message.getTo() == null
            ? List.of()
            : message.getTo().flatten().stream().map(Mailbox::getAddress).toList(),
        subject(message.getHeader()),
        message.getDate() == null ? Instant.EPOCH : message.getDate().toInstant(),
        id(message.getHeader(), "Message-ID"),
        id(message.getHeader(), "In-Reply-To"),
        text.toString(),
        attachments);
  }

  static String subject(Header header) {
    Field field = header.getField("Subject");
    if (field == null || field.getBody() == null) {
      return "";
    }
    String decoded = DecoderUtil.decodeEncodedWords(field.getBody(), DecodeMonitor.SILENT);
    // What a terminal or a table would take for an order stays out.
    String line = decoded.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line;
  }

  private static Optional<String> id(Header header, String name) {
    return Optional.ofNullable(header.getField(name))
        .map(Field::getBody)
        .map(body -> body.strip().replaceAll("^<|>$", ""))
        .filter(body -> !body.isEmpty() && body.length() < LONGEST_SUBJECT);
  }

  private void take(Entity entity, int depth) throws IOException {
    Body body = entity.getBody();
    if (body instanceof Multipart multipart && depth < DEEPEST) {
      for (Entity part : multipart.getBodyParts()) {
        take(part, depth + 1);
      }
    } else if (body instanceof TextBody words
        && text.isEmpty()
        && entity.getFilename() == null
        && entity.getMimeType().equals("text/plain")) {
      text.append(new String(bytes(words), words.getMimeCharset()));
    } else if (body instanceof SingleBody single && attachments.size() < MOST_PARTS) {
      attach(entity, bytes(single));
    } else if (body instanceof Message inner && attachments.size() < MOST_PARTS) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new DefaultMessageWriter().writeMessage(inner, out);
      attach(entity, out.toByteArray());
    }
  }

  private void attach(Entity entity, byte[] content) {
    String given = entity.getFilename();
    String name =
        given == null
            ? "part-" + (attachments.size() + 1)
            : DecoderUtil.decodeEncodedWords(given, DecodeMonitor.SILENT);
    // A name, never a path of the reader's machine.
    String safe = name.replaceAll("[\\\\/\\p{Cntrl}]+", "_");
    attachments.add(new Attachment(safe, entity.getMimeType(), ByteString.of(content)));
  }

  private static byte[] bytes(SingleBody body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toByteArray();
  }
}
