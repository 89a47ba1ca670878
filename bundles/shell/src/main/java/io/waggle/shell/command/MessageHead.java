package io.waggle.shell.command;

import io.waggle.api.mail.Address;
import io.waggle.shell.CommandException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The header of a message that somebody else wrote (RFC 5322 §2.2): who shall get it, as {@code
 * sendmail -t} finds it, and whether it is a message at all.
 */
final class MessageHead {

  private static final int LONGEST = 1 << 16;
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \t]*:.*", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("wg1[0-9a-z]{59}(?![0-9a-z])", Pattern.CASE_INSENSITIVE);
  private static final List<String> SIGNS =
      List.of("from", "date", "mime-version", "message-id", "to");

  /** Unfolded fields, each with its place in the message. */
  private record Field(String name, String body, int from, int to) {}

  private final byte[] message;
  private final List<Field> fields;

  private MessageHead(byte[] message, List<Field> fields) {
    this.message = message;
    this.fields = fields;
  }

  /** The header, if all before the first empty line is one and it names a writer or a time. */
  static Optional<MessageHead> of(byte[] message) {
    return any(message)
        .filter(head -> head.fields.stream().anyMatch(f -> SIGNS.contains(f.name())));
  }

  /** The header, if all before the first empty line is one. */
  static Optional<MessageHead> any(byte[] message) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < message.length && !isEmptyLine(message, at)) {
      int end = endOfField(message, at);
      String field = new String(message, at, end - at, StandardCharsets.ISO_8859_1);
      if (end > LONGEST || !FIELD.matcher(field).matches()) {
        return Optional.empty();
      }
      int colon = field.indexOf(':');
      String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      fields.add(new Field(name, field.substring(colon + 1), at, end));
      at = end;
    }
    return Optional.of(new MessageHead(message, fields));
  }

  private static boolean isEmptyLine(byte[] message, int at) {
    return message[at] == '\n'
        || (message[at] == '\r' && at + 1 < message.length && message[at + 1] == '\n');
  }

  private static int endOfField(byte[] message, int from) {
    int at = from;
    do {
      while (at < message.length && message[at] != '\n') {
        at++;
      }
      at = Math.min(message.length, at + 1);
    } while (at < message.length && (message[at] == ' ' || message[at] == '\t'));
    return at;
  }

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage());
    }
  }

  /**
   * The addresses of a field of that name, or of several.
   *
   * @throws CommandException if one is mistyped
   */
  List<Address> addresses(String... names) {
    return fields.stream()
        .filter(f -> Arrays.asList(names).contains(f.name()))
        .flatMap(f -> ADDRESS.matcher(f.body()).results())
        .map(MatchResult::group)
        .map(MessageHead::address)
        .distinct()
        .toList();
  }

  /** Whether there is such a field. */
  boolean has(String name) {
    return fields.stream().anyMatch(f -> f.name().equals(name));
  }

  /** Whether it is written by that one and names nobody else as its writer. */
  boolean isFrom(Address writer) {
    List<Field> from = fields.stream().filter(f -> f.name().equals("from")).toList();
    try {
      return from.size() == 1
          && addresses("from").equals(List.of(writer))
          && from.get(0).body().chars().filter(c -> c == '@').count() <= 1;
    } catch (CommandException e) {
      return false;
    }
  }

  /** The message with other names for its fields of one name. */
  byte[] renamed(String name, String other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 64);
    int from = 0;
    for (Field field : fields) {
      if (field.name().equals(name)) {
        out.write(message, from, field.from() - from);
        out.writeBytes((other + ":" + field.body()).getBytes(StandardCharsets.ISO_8859_1));
        from = field.to();
      }
    }
    out.write(message, from, message.length - from);
    return out.toByteArray();
  }

  /**
   * What is sent: lines end with CR LF, unless some do already, and nobody learns who else got it
   * (RFC 5322 §3.6.3, {@code Bcc}).
   */
  byte[] canonical() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 1024);
    int from = 0;
    for (Field field : fields) {
      if (field.name().equals("bcc")) {
        out.write(message, from, field.from() - from);
        from = field.to();
      }
    }
    out.write(message, from, message.length - from);
    return hasCrLf(message) ? out.toByteArray() : withCrLf(out.toByteArray());
  }

  private static boolean hasCrLf(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
        return true;
      }
    }
    return false;
  }

  private static byte[] withCrLf(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + bytes.length / 32);
    for (byte b : bytes) {
      if (b == '\n') {
        out.write('\r');
      }
      out.write(b);
    }
    return out.toByteArray();
  }
}
