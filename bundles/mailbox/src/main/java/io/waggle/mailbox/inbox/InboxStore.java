package io.waggle.mailbox.inbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox on the disk. What was deleted leaves a small file behind until the network has
 * forgotten it, so that nothing is delivered twice. Used within the strand.
 */
public final class InboxStore {

  private static final Logger log = LoggerFactory.getLogger(InboxStore.class);
  private static final int GONE_MAGIC = 0x57474431;
  private static final String MAIL = ".mail";
  private static final String GONE = ".gone";
  private static final String READ = ".read";

  /** How long after a mail's end its id is remembered (MAIL.md §4). */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final Path folder;
  private final Map<MailId, InboxEntry> mails = new HashMap<>();
  private final Map<MailId, Trace> gone = new HashMap<>();
  private final Map<ByteString, Trace> byName = new HashMap<>();

  /** Reads what is there; a damaged file is set aside and said so. */
  public InboxStore(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        read(file);
      }
    }
  }

  private void read(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      if (name.endsWith(MAIL)) {
        InboxEntry entry = MailFile.readHead(file);
        boolean seen = Files.exists(file(entry.mail().id(), READ));
        remember(seen ? entry.asRead() : entry);
      } else if (name.endsWith(GONE)) {
        MailId id = MailId.parse(name.substring(0, name.length() - GONE.length()));
        byte[] bytes = new AtomicFile(file, GONE_MAGIC).read().orElseThrow();
        remember(id, MailFile.trace(new FieldReader(bytes)));
      }
    } catch (IOException | RuntimeException e) {
      log.warn("{} is damaged and set aside as .damaged: {}", file, e.getMessage());
      Files.move(file, file.resolveSibling(name + ".damaged"));
    }
  }

  private void remember(InboxEntry entry) {
    mails.put(entry.mail().id(), entry);
    byName.put(entry.trace().name(), entry.trace());
  }

  private void remember(MailId id, Trace trace) {
    gone.put(id, trace);
    byName.put(trace.name(), trace);
  }

  private Path file(MailId id, String suffix) {
    return folder.resolve(id + suffix);
  }

  /** Whether a mail has come already. */
  public boolean isKnown(MailId id) {
    return mails.containsKey(id) || gone.containsKey(id);
  }

  /** The record of that name, if it has come already. */
  public Optional<Trace> known(ByteString name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The same mail has come in another record. */
  public void alias(Trace trace) {
    byName.put(trace.name(), trace);
  }

  /** Keeps a mail; durable when this returns. */
  public void add(InboxEntry entry, ByteString message) throws IOException {
    MailFile.write(file(entry.mail().id(), MAIL), entry, message);
    remember(entry);
  }

  /** Remembers a mail that is not kept; durable when this returns. */
  public void addGone(MailId id, Trace trace) throws IOException {
    FieldWriter out = new FieldWriter();
    MailFile.encode(out, trace);
    new AtomicFile(file(id, GONE), GONE_MAGIC).write(out.toBytes());
    remember(id, trace);
  }

  /** Oldest first. */
  public List<InboxEntry> all() {
    return mails.values().stream().sorted(Comparator.comparing(e -> e.mail().received())).toList();
  }

  /** One of them. */
  public Optional<InboxEntry> get(MailId id) {
    return Optional.ofNullable(mails.get(id));
  }

  /** Its message. */
  public Optional<ByteString> message(MailId id) throws IOException {
    return MailFile.readMessage(file(id, MAIL));
  }

  /** Marks one as read; false if it was, or there is none. */
  public boolean markRead(MailId id) throws IOException {
    InboxEntry entry = mails.get(id);
    if (entry == null || entry.mail().read()) {
      return false;
    }
    Files.write(file(id, READ), new byte[0]);
    AtomicFile.syncFolder(folder);
    mails.put(id, entry.asRead());
    return true;
  }

  /** Deletes one here; false if there is none. */
  public boolean remove(MailId id) throws IOException {
    InboxEntry entry = mails.get(id);
    if (entry == null) {
      return false;
    }
    addGone(id, entry.trace());
    Files.deleteIfExists(file(id, MAIL));
    Files.deleteIfExists(file(id, READ));
    mails.remove(id);
    return true;
  }

  /** Forgets what the network has forgotten. */
  public void forgetOld(Instant now) throws IOException {
    for (Map.Entry<MailId, Trace> entry : Map.copyOf(gone).entrySet()) {
      if (now.isAfter(entry.getValue().expires().plus(REMEMBERED))) {
        Files.deleteIfExists(file(entry.getKey(), GONE));
        gone.remove(entry.getKey());
        byName.remove(entry.getValue().name());
      }
    }
  }
}
