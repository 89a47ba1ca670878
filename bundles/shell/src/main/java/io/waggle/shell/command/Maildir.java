package io.waggle.shell.command;

import io.waggle.api.mail.MailId;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of mail programs, one file a mail: written in {@code tmp}, synced, moved to {@code new},
 * or to {@code cur} with a flag if it was read. A list of what was put there before keeps what a
 * mail program has deleted or moved on from coming back.
 */
final class Maildir {

  private static final String LIST = ".waggle";
  private static final String END = ".waggle";

  private final Path folder;
  private final Set<String> before;

  private Maildir(Path folder, Set<String> before) {
    this.folder = folder;
    this.before = before;
  }

  /** Opens one; made, for its owner alone, if there is none. */
  static Maildir open(Path folder) throws IOException {
    boolean fresh = !Files.exists(folder);
    for (String part : List.of("tmp", "new", "cur")) {
      Files.createDirectories(folder.resolve(part));
    }
    if (fresh && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Path list = folder.resolve(LIST);
    Set<String> before = new HashSet<>(Files.exists(list) ? Files.readAllLines(list) : List.of());
    before.addAll(ids(folder.resolve("new")));
    before.addAll(ids(folder.resolve("cur")));
    return new Maildir(folder, before);
  }

  /** Names are {@code <seconds>.<id>.waggle}, and what a mail program adds after a colon. */
  private static Set<String> ids(Path part) throws IOException {
    try (Stream<Path> files = Files.list(part)) {
      return files
          .map(file -> file.getFileName().toString().split("\\.", -1))
          .filter(name -> name.length == 3 && name[1].length() == 2 * MailId.LENGTH)
          .map(name -> name[1])
          .collect(Collectors.toSet());
    }
  }

  boolean had(ReceivedMail mail) {
    return before.contains(mail.id().toString());
  }

  /** Puts one there; durable when this returns. */
  void put(ReceivedMail mail, byte[] message) throws IOException {
    String name = mail.received().getEpochSecond() + "." + mail.id() + END;
    Path temporary = folder.resolve("tmp").resolve(name);
    AtomicFile.replace(temporary, ByteBuffer.wrap(message));
    Files.setLastModifiedTime(temporary, FileTime.from(mail.received()));
    Path part = folder.resolve(mail.read() ? "cur" : "new");
    Files.move(
        temporary,
        part.resolve(mail.read() ? name + ":2,S" : name),
        StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.syncFolder(part);
    before.add(mail.id().toString());
  }

  /** Remembers what was put here, whatever a mail program does with it. */
  void remember() throws IOException {
    String list = before.stream().sorted().map(id -> id + "\n").collect(Collectors.joining());
    AtomicFile.replace(
        folder.resolve(LIST), ByteBuffer.wrap(list.getBytes(StandardCharsets.US_ASCII)));
  }
}
