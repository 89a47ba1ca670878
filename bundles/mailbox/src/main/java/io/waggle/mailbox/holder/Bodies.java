package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Hashes;
import io.waggle.mailbox.record.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the records, and a journal before them: what was kept since the last {@link #sync}
 * is made durable together, by one sync of the journal. The files are synced later, a few at a
 * time, and the journal begins anew when all of them are. One thread at a time.
 */
final class Bodies implements AutoCloseable {

  /** So long the journal may become before all files are synced at once. */
  private static final long LONGEST = 1 << 26;

  private static final int AT_ONCE = 256;

  private final BodyFiles files;
  private final Journal journal;
  private final List<RecordId> unsynced = new ArrayList<>();
  private boolean waiting;
  private boolean replayed;

  private Bodies(BodyFiles files, Journal journal) {
    this.files = files;
    this.journal = journal;
  }

  /** Opens a folder, and changes nothing before {@link #replay}: it may be another's. */
  static Bodies open(Path folder, Hashes hashes) throws IOException {
    BodyFiles files = new BodyFiles(folder.resolve("records"), hashes);
    return new Bodies(files, Journal.open(folder.resolve("journal")));
  }

  /** What the power took from the files comes back from the journal; once. */
  void replay() throws IOException {
    if (replayed) {
      return;
    }
    List<RecordId> again = new ArrayList<>();
    for (byte[] file : journal.read()) {
      Optional<RecordId> id = BodyFiles.id(file);
      if (id.isPresent() && files.read(id.get()).isEmpty()) {
        files.write(id.get(), file);
      }
      id.ifPresent(again::add);
    }
    if (!again.isEmpty()) {
      files.sync(again);
    }
    journal.clear();
    replayed = true;
  }

  BodyFiles files() {
    return files;
  }

  /** Durable after the next {@link #sync}. */
  void keep(HeldRecord held, byte[] authority, byte[] record) throws IOException {
    byte[] file = BodyFiles.file(held, authority, record);
    files.write(held.id(), file);
    try {
      journal.append(file);
    } catch (IOException e) {
      files.delete(held.id());
      throw e;
    }
    unsynced.add(held.id());
    waiting = true;
  }

  /** Whether something that was kept is not durable yet. */
  boolean waiting() {
    return waiting;
  }

  /** All that was kept is durable when this returns. */
  void sync() throws IOException {
    if (waiting) {
      waiting = false;
      journal.sync();
    }
  }

  /** Makes some of the files durable, and empties the journal when all are and nothing waits. */
  void settle() throws IOException {
    if (waiting || unsynced.isEmpty()) {
      return;
    }
    boolean all = journal.size() > LONGEST;
    List<RecordId> some =
        unsynced.subList(0, all ? unsynced.size() : Math.min(unsynced.size(), AT_ONCE));
    files.sync(some);
    some.clear();
    if (unsynced.isEmpty()) {
      journal.clear();
    }
  }

  @Override
  public void close() throws IOException {
    try (journal) {
      sync();
      if (!unsynced.isEmpty()) {
        files.sync(unsynced);
        unsynced.clear();
        journal.clear();
      }
    }
  }
}
