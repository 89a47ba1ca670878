package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.box;
import static io.waggle.mailbox.record.Samples.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.mailbox.holder.HeldRecord.Right;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lost power leaves: what was not synced may be there in part, or not at all. */
class JournalTest {

  @TempDir Path folder;
  private Path before;
  private Path after;
  private RecordStore store;

  @BeforeEach
  void open() throws IOException {
    before = folder.resolve("before");
    after = folder.resolve("after");
    store = RecordStore.open(before, CRYPTO.hashes());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private List<Held> kept(int number) throws IOException {
    List<Held> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Held held = Held.of(box(i), 1, Right.KEYED, 0, NOW);
      held.keep(store);
      all.add(held);
    }
    return all;
  }

  private static Path file(Path root, Held held) {
    String name = held.held().id().toString();
    return root.resolve("records").resolve(name.substring(0, 2)).resolve(name);
  }

  /** The power goes: of the files and the index nothing that was not synced. */
  private RecordStore survivor(List<Held> damaged) throws IOException {
    for (Held held : damaged) {
      Path file = file(after, held);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[damaged.indexOf(held) * 1000]);
    }
    Files.createDirectories(after);
    Files.copy(before.resolve("journal"), after.resolve("journal"));
    Files.copy(before.resolve("tombstones"), after.resolve("tombstones"));
    return RecordStore.open(after, CRYPTO.hashes());
  }

  private static void has(RecordStore store, Held held) throws IOException {
    assertThat(store.find(held.held().id().name())).contains(held.held());
    assertThat(store.body(held.held()).orElseThrow().bytes()).isEqualTo(held.bytes());
  }

  @Test
  void whatWasSyncedComesBackWhole() throws IOException {
    List<Held> all = kept(7);
    assertThat(store.waiting()).isTrue();
    store.sync();
    assertThat(store.waiting()).isFalse();
    try (RecordStore other = survivor(all.subList(0, 5))) {
      for (Held held : all) {
        has(other, held);
      }
      assertThat(other.damaged()).isZero();
      assertThat(Files.size(after.resolve("journal"))).isZero();
    }
  }

  @Test
  void whatWasDeliveredStaysDeleted() throws IOException {
    List<Held> all = kept(2);
    store.sync();
    store.bury(all.get(0).held(), proof(1));
    try (RecordStore other = survivor(List.of())) {
      assertThat(other.find(all.get(0).held().id().name())).isEmpty();
      assertThat(file(after, all.get(0))).doesNotExist();
      has(other, all.get(1));
    }
  }

  @Test
  void halfAnEntryAtTheEndTakesNothingWithIt() throws IOException {
    List<Held> all = kept(3);
    store.sync();
    Path journal = before.resolve("journal");
    try (RandomAccessFile cut = new RandomAccessFile(journal.toFile(), "rw")) {
      cut.setLength(cut.length() - 100);
    }
    try (RecordStore other = survivor(List.of())) {
      has(other, all.get(0));
      has(other, all.get(1));
      assertThat(other.find(all.get(2).held().id().name())).isEmpty();
    }
  }

  @Test
  void noDamageStopsTheStart() throws IOException {
    kept(3);
    store.sync();
    byte[] good = Files.readAllBytes(before.resolve("journal"));
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 5; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Path path = folder.resolve("j" + i);
      Files.write(path, bad);
      try (Journal journal = Journal.open(path)) {
        assertThat(journal.read()).hasSizeLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void theJournalBeginsAnewOnceTheFilesAreDurable() throws IOException {
    List<Held> all = kept(300);
    store.sync();
    Path journal = before.resolve("journal");
    assertThat(Files.size(journal)).isGreaterThan(300 * 4096L);
    store.commit();
    assertThat(Files.size(journal)).isGreaterThan(300 * 4096L);
    store.commit();
    assertThat(Files.size(journal)).isZero();
    store.close();
    store = RecordStore.open(before, CRYPTO.hashes());
    for (Held held : all) {
      has(store, held);
    }
  }

  @Test
  void whatIsReplacedGoesAfterTheSync() throws IOException {
    List<Held> all = kept(2);
    store.sync();
    store.replaced(all.get(0).held());
    assertThat(store.find(all.get(0).held().id().name())).isEmpty();
    assertThat(file(before, all.get(0))).exists();
    store.sync();
    assertThat(file(before, all.get(0))).doesNotExist();
    assertThat(store.ledger().records()).isEqualTo(1);
  }
}
