package io.waggle.shell.command;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Attachment;
import io.waggle.shell.CommandException;
import io.waggle.shell.line.Arguments;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Files that a mail command names; relative ones are meant where it was typed. */
final class MailFiles {

  private MailFiles() {}

  static byte[] read(Arguments arguments, String file) {
    try {
      return Files.readAllBytes(arguments.terminal().folder().resolve(file));
    } catch (IOException e) {
      throw new CommandException("can't read " + file + ": " + e);
    }
  }

  /** Standard input, if the command has any. */
  static Optional<byte[]> input(Arguments arguments) {
    try {
      return arguments.terminal().input();
    } catch (IOException e) {
      throw new CommandException("can't read the input: " + e.getMessage());
    }
  }

  static List<Attachment> attachments(Arguments arguments) {
    return arguments.option("attach").stream()
        .flatMap(files -> Arrays.stream(files.split(",", -1)))
        .map(file -> attachment(arguments, file))
        .toList();
  }

  private static Attachment attachment(Arguments arguments, String file) {
    String name = Path.of(file).getFileName().toString();
    String type = URLConnection.guessContentTypeFromName(name);
    return new Attachment(
        name,
        type == null || type.startsWith("text/") ? "application/octet-stream" : type,
        ByteString.of(read(arguments, file)));
  }

  /** Writes attachments; what is there already is not overwritten. */
  static void save(Arguments arguments, List<Attachment> attachments, String folder) {
    Path into = arguments.terminal().folder().resolve(folder);
    for (Attachment attachment : attachments) {
      Path file = into.resolve(attachment.name());
      try {
        Files.write(file, attachment.content().toBytes(), StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        throw new CommandException("can't write " + file + ": " + e);
      }
    }
  }
}
