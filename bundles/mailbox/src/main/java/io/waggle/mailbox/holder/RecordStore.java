package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.RecordId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on the disk: bodies as files, tombstones in a log, both durable before anything is
 * acknowledged, and an index that can be made of them anew. One thread at a time.
 */
final class RecordStore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RecordStore.class);
  private static final int CACHED = 16;
  private static final int SLACK = 100;

  private final Path indexFile;
  private final Bodies bodies;
  private final BodyFiles files;
  private final TombstoneLog graves;
  private final Ledger ledger = new Ledger();
  private final Map<RecordId, StoredBody> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordId, StoredBody> eldest) {
          return size() > CACHED;
        }
      };
  private final List<HeldRecord> fresh = new ArrayList<>();
  private final List<RecordId> old = new ArrayList<>();
  private HeldIndex index;
  private int logged;
  private long damaged;
  private long rebuilt;

  private RecordStore(Path folder, Hashes hashes) throws IOException {
    Files.createDirectories(folder);
    indexFile = folder.resolve("index.mv");
    bodies = Bodies.open(folder, hashes);
    files = bodies.files();
    graves = TombstoneLog.open(folder.resolve("tombstones"));
  }

  /** Opens what is there, or begins. A damaged index is made anew from the files. */
  static RecordStore open(Path folder, Hashes hashes) throws IOException {
    RecordStore store = new RecordStore(folder, hashes);
    try {
      store.index = new HeldIndex(store.indexFile);
      store.reconcile();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        store.graves.close();
        store.bodies.close();
        throw new IOException(folder + " belongs to another holder that runs", e);
      }
      store.rebuild(e);
    }
    return store;
  }

  /** Sets the index aside and makes it anew. */
  void rebuild(MVStoreException why) throws IOException {
    log.warn("Mail index {} is damaged and made anew: {}", indexFile, why.getMessage());
    rebuilt++;
    if (index != null) {
      try {
        index.close();
      } catch (MVStoreException e) {
        log.debug("Closing the damaged index", e);
      }
    }
    if (Files.exists(indexFile)) {
      Path aside = indexFile.resolveSibling("index.damaged");
      Files.move(indexFile, aside, StandardCopyOption.REPLACE_EXISTING);
    }
    index = new HeldIndex(indexFile);
    reconcile();
  }

  /** Makes the index say what the disk says, which is newer after a power cut. */
  private void reconcile() throws IOException {
    bodies.replay();
    List<Tombstone> dead = graves.read();
    logged = dead.size();
    for (Tombstone tombstone : dead) {
      index.record(tombstone.name()).ifPresent(index::remove);
      index.put(tombstone);
    }
    Set<RecordId> present = new HashSet<>();
    for (RecordId id : files.names()) {
      if (known(id)) {
        present.add(id);
      }
    }
    List<HeldRecord> lost = new ArrayList<>();
    ledger.clear();
    index.eachRecord(
        held -> {
          if (present.contains(held.id())) {
            ledger.add(held);
          } else {
            lost.add(held);
          }
        });
    lost.forEach(index::remove);
    damaged += lost.size();
    index.commit();
  }

  /** Puts a file into the index, or removes it if it is dead or damaged. */
  private boolean known(RecordId id) throws IOException {
    if (index.tombstone(id.name()).isPresent()) {
      files.delete(id);
      return false;
    }
    if (index.record(id.name()).isPresent()) {
      return true;
    }
    Optional<HeldRecord> head = files.head(id);
    head.ifPresent(index::put);
    if (head.isEmpty()) {
      damaged++;
      log.warn("Mail record {} is damaged and dropped", id);
      files.delete(id);
    }
    return head.isPresent();
  }

  Ledger ledger() {
    return ledger;
  }

  /** Records that were found damaged. */
  long damaged() {
    return damaged;
  }

  /** How often the index was made anew. */
  long rebuilt() {
    return rebuilt;
  }

  int tombstones() {
    return index.tombstoneCount();
  }

  Optional<HeldRecord> find(ByteString name) {
    return index.record(name);
  }

  Optional<Tombstone> tombstone(ByteString name) {
    return index.tombstone(name);
  }

  /** The name that begins so. */
  Optional<ByteString> named(ByteString tag) {
    return index.named(tag);
  }

  List<ByteString> names(NodeId box, ByteString after, int most) {
    return index.names(box, after, most);
  }

  /** The records of a box. */
  List<HeldRecord> records(NodeId box) {
    return index.names(box, ByteString.EMPTY, Integer.MAX_VALUE).stream()
        .flatMap(name -> index.record(name).stream())
        .toList();
  }

  /** Every record. */
  List<HeldRecord> records() {
    List<HeldRecord> all = new ArrayList<>();
    index.eachRecord(all::add);
    return all;
  }

  /** Durable after the next {@link #sync}. */
  void keep(HeldRecord held, byte[] authority, byte[] record) throws IOException {
    bodies.keep(held, authority, record);
    index.put(held);
    ledger.add(held);
    fresh.add(held);
  }

  /** Forgets a record that what was just kept takes the place of; its file goes after the sync. */
  void replaced(HeldRecord held) {
    forget(held);
    old.add(held.id());
  }

  /** Whether something that was kept is not durable yet. */
  boolean waiting() {
    return bodies.waiting();
  }

  /** All that was kept is durable when this returns; if it fails none of it is kept. */
  void sync() throws IOException {
    try {
      bodies.sync();
      for (RecordId id : old) {
        files.delete(id);
      }
    } catch (IOException e) {
      for (HeldRecord held : fresh) {
        if (index.record(held.id().name()).isPresent()) {
          drop(held);
        }
      }
      throw e;
    } finally {
      fresh.clear();
      old.clear();
    }
  }

  /** The whole record; one that turns out to be damaged is dropped, and others will repair it. */
  Optional<StoredBody> body(HeldRecord held) throws IOException {
    StoredBody cached = cache.get(held.id());
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<StoredBody> body = files.read(held.id());
    if (body.isPresent()) {
      cache.put(held.id(), body.get());
    } else {
      damaged++;
      log.warn("Mail record {} is damaged and dropped", held.id());
      drop(held);
    }
    return body;
  }

  /** Forgets the bytes and remembers the proof; durable when this returns. */
  void bury(HeldRecord held, ByteString proof) throws IOException {
    Tombstone tombstone = new Tombstone(held.id().name(), proof, held.box(), held.expires());
    graves.append(tombstone);
    logged++;
    drop(held);
    index.put(tombstone);
  }

  /** Forgets a record. */
  void drop(HeldRecord held) throws IOException {
    forget(held);
    files.delete(held.id());
  }

  private void forget(HeldRecord held) {
    index.remove(held);
    ledger.remove(held);
    cache.remove(held.id());
  }

  /**
   * The record that must go first when there is no room: of the source with the most bytes, in the
   * box where it has the most, a stranger's before others, the one with the least work, the oldest.
   */
  Optional<HeldRecord> victim() {
    return ledger
        .heaviestSource()
        .flatMap(
            source ->
                ledger
                    .heaviestBox(source)
                    .flatMap(
                        box ->
                            records(box).stream()
                                .filter(held -> held.source().equals(source))
                                .min(
                                    Comparator.comparing(HeldRecord::right)
                                        .thenComparing(HeldRecord::excess)
                                        .thenComparing(HeldRecord::received))));
  }

  /**
   * Removes what ended more than a day ago.
   *
   * @param seconds now
   * @param most how many at once
   * @return whether there is more
   */
  boolean sweep(long seconds, int most) throws IOException {
    List<ByteString> ended = index.ended(seconds - HeldRecord.GRACE, most);
    for (ByteString name : ended) {
      index.tombstone(name).ifPresent(index::remove);
      Optional<HeldRecord> held = index.record(name);
      if (held.isPresent()) {
        drop(held.get());
      }
    }
    if (logged > 2 * index.tombstoneCount() + SLACK) {
      List<Tombstone> left = index.tombstones();
      graves.replace(left);
      logged = left.size();
    }
    return ended.size() == most;
  }

  /** Writes the index, which saves work at the next start, and some of the files to the disk. */
  void commit() throws IOException {
    index.commit();
    bodies.settle();
  }

  @Override
  public void close() throws IOException {
    try {
      index.close();
    } catch (MVStoreException e) {
      log.warn("The mail index could not be closed and is checked at the next start", e);
    }
    try (graves) {
      bodies.close();
    }
  }
}
