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
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(STATE)).toList()) {
        read(file);
      }
    }
  }

  private void read(Path file) throws IOException {
    try {
      Optional<byte[]> bytes = new AtomicFile(file, MAGIC).read();
      OutboxEntry entry = codec.decode(bytes.orElseThrow());
      entries.put(entry.draft().id().toString(), entry);
    } catch (IOException | RuntimeException e) {
      log.warn("{} is damaged and set aside as .damaged: {}", file, e.getMessage());
      Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
    }
  }

  private Path file(MailId id, String suffix) {
    return folder.resolve(id + suffix);
  }

  /** Keeps a new mail; durable when this returns. */
  void add(OutboxEntry entry, ByteString message) throws IOException {
    if (message.length() > 0) {
      AtomicFile.replace(file(entry.draft().id(), MESSAGE), ByteBuffer.wrap(message.toBytes()));
    }
    put(entry);
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
    if (entries.remove(id.toString()) == null) {
      return false;
    }
    Files.deleteIfExists(file(id, STATE));
    Files.deleteIfExists(file(id, MESSAGE));
    Files.deleteIfExists(file(id, CHUNKS));
    chunks.remove(id);
    AtomicFile.syncFolder(folder);
    return true;
  }
}
