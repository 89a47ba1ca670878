package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.seal.Manifest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox on the disk: for each mail a file with its message, written once, and one with how far
 * it is, replaced at each change. A mail exists once the second one does.
 */
final class OutboxStore {

  private static final Logger log = LoggerFactory.getLogger(OutboxStore.class);
  private static final int MAGIC = 0x57474f31;
  private static final String STATE = ".state";
  private static final String MESSAGE = ".eml";
  private static final String CHUNKS = ".chunks";
  private static final String TEMPORARY = ".tmp";
  private static final String DAMAGED = ".damaged";
  private static final int KEY = 32;

  private final Path folder;
  private final EntryCodec codec;
  private final Map<String, OutboxEntry> entries = new ConcurrentSkipListMap<>();

  /** One object for each mail, so that no two overwrite each other. */
  private final Map<MailId, ChunkProgress> chunks = new HashMap<>();

  /** Reads what is there; a damaged file is set aside and said so. */
  OutboxStore(Path folder, Hashes hashes) throws IOException {
    this.folder = folder;
    this.codec = new EntryCodec(hashes);
    Files.createDirectories(folder);
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path file : all) {
      if (file.toString().endsWith(STATE)) {
        read(file);
      } else if (file.toString().endsWith(MESSAGE) && !hasState(file)) {
        Files.delete(file);
      }
    }
  }

  /** Else it was never a mail: who handed it in was not told that it was kept. */
  private boolean hasState(Path message) {
    String name = message.getFileName().toString();
    String state = name.substring(0, name.length() - MESSAGE.length()) + STATE;
    return Files.exists(folder.resolve(state)) || Files.exists(folder.resolve(state + DAMAGED));
  }

  private void read(Path file) throws IOException {
    try {
      Optional<byte[]> bytes = new AtomicFile(file, MAGIC).read();
      OutboxEntry entry = codec.decode(bytes.orElseThrow());
      entries.put(entry.draft().id().toString(), entry);
    } catch (IOException | RuntimeException e) {
      log.warn("{} is damaged and set aside as .damaged: {}", file, e.getMessage());
      Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED));
    }
  }

  private Path file(MailId id, String suffix) {
    return folder.resolve(id + suffix);
  }

  /**
   * Keeps new mails of one message, all or none of them; durable when this returns. The messages
   * come first: they are what may fill a disk, and without its state none of them is a mail.
   */
  void add(List<OutboxEntry> fresh, ByteString message) throws IOException {
    try {
      for (OutboxEntry entry : fresh) {
        if (message.length() > 0) {
          AtomicFile.replace(file(entry.draft().id(), MESSAGE), ByteBuffer.wrap(message.toBytes()));
        }
      }
      for (OutboxEntry entry : fresh) {
        put(entry);
      }
    } catch (IOException e) {
      takeBack(fresh, e);
      throw e;
    }
  }

  private void takeBack(List<OutboxEntry> fresh, IOException why) throws IOException {
    List<String> left = new ArrayList<>();
    for (OutboxEntry entry : fresh) {
      try {
        erase(entry.draft().id());
      } catch (IOException e) {
        why.addSuppressed(e);
        left.add(entry.draft().to().toString());
      }
    }
    if (!left.isEmpty()) {
      throw new IOException(why.getMessage() + "; it may go to " + String.join(", ", left), why);
    }
  }

  /** Keeps a change; durable when this returns. */
  void put(OutboxEntry entry) throws IOException {
    new AtomicFile(file(entry.draft().id(), STATE), MAGIC).write(codec.encode(entry));
    entries.put(entry.draft().id().toString(), entry);
  }

  Optional<OutboxEntry> get(MailId id) {
    return Optional.ofNullable(entries.get(id.toString()));
  }

  /** Oldest first. */
  List<OutboxEntry> all() {
    Collection<OutboxEntry> values = entries.values();
    return values.stream().sorted(Comparator.comparing(e -> e.draft().created())).toList();
  }

  Optional<ByteString> message(MailId id) throws IOException {
    Path file = file(id, MESSAGE);
    return Files.exists(file)
        ? Optional.of(ByteString.of(Files.readAllBytes(file)))
        : Optional.empty();
  }

  /** Some bytes of a message. */
  byte[] part(MailId id, long offset, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length);
    try (FileChannel in = FileChannel.open(file(id, MESSAGE), StandardOpenOption.READ)) {
      while (part.hasRemaining()) {
        if (in.read(part, offset + part.position()) < 0) {
          throw new EOFException(file(id, MESSAGE) + " is cut short");
        }
      }
    }
    return part.array();
  }

  /** How far the chunks of a long mail are, if it has any. */
  Optional<ChunkProgress> chunks(MailId id) throws IOException {
    ChunkProgress open = chunks.get(id);
    if (open != null) {
      return Optional.of(open);
    }
    Optional<ChunkProgress> read = ChunkProgress.read(file(id, CHUNKS));
    read.ifPresent(progress -> chunks.put(id, progress));
    return read;
  }

  /** How far the chunks of a long mail are; begun if they are not yet. */
  ChunkProgress chunks(Draft draft, Crypto crypto) throws IOException {
    Optional<ChunkProgress> before = chunks(draft.id());
    if (before.isPresent()) {
      return before.get();
    }
    byte[] hash = crypto.hashes().sha256(Files.readAllBytes(file(draft.id(), MESSAGE)));
    Manifest manifest =
        Manifest.of(
            ByteString.of(crypto.random(KEY)),
            draft.size(),
            ByteString.of(hash),
            draft.expires().getEpochSecond());
    ChunkProgress fresh = ChunkProgress.begin(file(draft.id(), CHUNKS), manifest);
    chunks.put(draft.id(), fresh);
    return fresh;
  }

  boolean remove(MailId id) throws IOException {
    if (!entries.containsKey(id.toString())) {
      return false;
    }
    erase(id);
    return true;
  }

  /** The state first: without it the rest is nothing. */
  private void erase(MailId id) throws IOException {
    Files.deleteIfExists(file(id, STATE));
    entries.remove(id.toString());
    chunks.remove(id);
    for (String suffix : List.of(MESSAGE, CHUNKS, STATE + TEMPORARY, MESSAGE + TEMPORARY)) {
      Files.deleteIfExists(file(id, suffix));
    }
    AtomicFile.syncFolder(folder);
  }
}
