package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.box;
import static io.waggle.mailbox.record.Samples.proof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.holder.HeldRecord.Right;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoreTest {

  @TempDir Path folder;
  private RecordStore store;

  @BeforeEach
  void open() throws IOException {
    store = RecordStore.open(folder, CRYPTO.hashes());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void again() throws IOException {
    store.close();
    open();
  }

  private Held kept(int box, int source, Right right, int excess, long now) throws IOException {
    Held held = Held.of(box(box), source, right, excess, now);
    held.keep(store);
    return held;
  }

  private Path file(Held held) {
    String name = held.held().id().toString();
    return folder.resolve("records").resolve(name.substring(0, 2)).resolve(name);
  }

  private void has(Held held) throws IOException {
    assertThat(store.find(held.held().id().name())).contains(held.held());
    StoredBody body = store.body(held.held()).orElseThrow();
    assertThat(body.bytes()).isEqualTo(held.bytes());
    assertThat(body.authority()).isEqualTo(ByteString.of(new byte[] {1, 2, 3}));
  }

  @Test
  void whatIsKeptIsThereAfterARestart() throws IOException {
    Held a = kept(1, 1, Right.KEYED, 0, NOW);
    Held b = kept(2, 1, Right.STRANGER, 3, NOW);
    has(a);
    again();
    has(a);
    has(b);
    assertThat(store.ledger().bytes()).isEqualTo(8192);
    assertThat(store.ledger().box(box(2)).strangers).isEqualTo(4096);
    store.drop(a.held());
    again();
    assertThat(store.find(a.held().id().name())).isEmpty();
    assertThat(store.ledger().records()).isEqualTo(1);
  }

  @Test
  void theProofOutlivesTheRecord() throws IOException {
    Held a = kept(1, 1, Right.KEYED, 0, NOW);
    store.bury(a.held(), proof(1));
    again();
    assertThat(store.find(a.held().id().name())).isEmpty();
    assertThat(file(a)).doesNotExist();
    assertThat(store.tombstone(a.held().id().name()).orElseThrow().proof()).isEqualTo(proof(1));
    assertThat(store.names(box(1), ByteString.EMPTY, 9)).containsExactly(a.held().id().name());
  }

  @Test
  void anIndexThatIsGoneOrDamagedIsMadeAnew() throws IOException {
    List<Held> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(kept(i % 3, i, Right.KEYED, i, NOW));
    }
    store.bury(all.get(0).held(), proof(1));
    Random random = new Random(4);
    for (int round = 0; round < 20; round++) {
      store.close();
      damage(folder.resolve("index.mv"), random, round);
      open();
      for (Held held : all.subList(1, 30)) {
        has(held);
      }
      assertThat(store.find(all.get(0).held().id().name())).isEmpty();
      assertThat(store.tombstones()).isEqualTo(1);
      assertThat(store.ledger().records()).isEqualTo(29);
      assertThat(store.records(box(1))).hasSize(10);
    }
  }

  private static void damage(Path file, Random random, int round) throws IOException {
    if (round == 0) {
      Files.delete(file);
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (round % 3 == 0) {
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      return;
    }
    int from = round % 3 == 1 ? 0 : random.nextInt(bytes.length);
    for (int at = from; at < bytes.length; at++) {
      bytes[at] = (byte) random.nextInt();
    }
    Files.write(file, bytes);
  }

  @Test
  void aDamagedBodyIsDroppedWhereverTheDamageIs() throws IOException {
    for (int at : new int[] {0, 5, 8, 12, 60, 130, 200, 4000}) {
      Held held = kept(1, 1, Right.KEYED, 0, NOW);
      Held other = kept(1, 1, Right.KEYED, 0, NOW);
      flip(file(held), at);
      long before = store.damaged();
      assertThat(store.body(held.held())).as("byte %d", at).isEmpty();
      assertThat(store.damaged()).isEqualTo(before + 1);
      assertThat(store.find(held.held().id().name())).isEmpty();
      assertThat(file(held)).doesNotExist();
      has(other);
    }
    Held cut = kept(1, 1, Right.KEYED, 0, NOW);
    Files.write(file(cut), Arrays.copyOf(Files.readAllBytes(file(cut)), 1000));
    store.close();
    Files.delete(folder.resolve("index.mv"));
    open();
    assertThat(store.find(cut.held().id().name())).isEmpty();
  }

  private static void flip(Path file, int at) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      int value = raw.read();
      raw.seek(at);
      raw.write(value ^ 0x10);
    }
  }

  @Test
  void aFullDiskKeepsNothingAndSaysSo() throws IOException {
    Held before = kept(1, 1, Right.KEYED, 0, NOW);
    Held held = Held.of(box(1), 1, Right.KEYED, 0, NOW);
    Path target = file(held);
    Files.createDirectories(target.getParent());
    Files.createSymbolicLink(
        target.resolveSibling(target.getFileName() + ".tmp"), Path.of("/dev/full"));
    assertThatThrownBy(() -> held.keep(store)).isInstanceOf(IOException.class);
    assertThat(store.find(held.held().id().name())).isEmpty();
    assertThat(store.ledger().records()).isEqualTo(1);
    held.keep(store);
    has(held);
    has(before);
  }

  @Test
  void whatWasHalfWrittenIsRemoved() throws IOException {
    Held held = kept(1, 1, Right.KEYED, 0, NOW);
    Path half = file(held).resolveSibling("ab.tmp");
    Files.writeString(half, "half");
    Files.writeString(file(held).resolveSibling("README"), "not ours");
    try (RandomAccessFile log = new RandomAccessFile(folder.resolve("tombstones").toFile(), "rw")) {
      log.seek(log.length());
      log.write(new byte[50]);
    }
    again();
    assertThat(half).doesNotExist();
    has(held);
    store.bury(held.held(), proof(1));
    again();
    assertThat(store.tombstones()).isEqualTo(1);
  }

  @Test
  void bytesOfTheDeadGoEvenIfThePowerWentBefore() throws IOException {
    Held held = kept(1, 1, Right.KEYED, 0, NOW);
    byte[] file = Files.readAllBytes(file(held));
    store.bury(held.held(), proof(1));
    store.close();
    Files.write(file(held), file);
    open();
    assertThat(file(held)).doesNotExist();
    assertThat(store.ledger().records()).isZero();
  }

  @Test
  void theHeaviestSourceGoesFirstAndInItTheHeaviestBoxTheStrangerTheLazyTheOld()
      throws IOException {
    List<Held> order = new ArrayList<>();
    Held light = kept(7, 7, Right.STRANGER, 0, NOW);
    Held box2 = kept(2, 5, Right.STRANGER, 0, NOW - 99);
    Held keyed = kept(1, 5, Right.KEYED, 0, NOW);
    Held young = kept(1, 5, Right.STRANGER, 1, NOW);
    Held old = kept(1, 5, Right.STRANGER, 1, NOW - 9);
    Held lazy = kept(1, 5, Right.STRANGER, 0, NOW);
    while (store.ledger().records() > 2) {
      HeldRecord next = store.victim().orElseThrow();
      order.add(
          Stream.of(light, box2, keyed, young, old, lazy)
              .filter(h -> h.held().equals(next))
              .findFirst()
              .orElseThrow());
      store.drop(next);
    }
    assertThat(order.subList(0, 3)).containsExactly(lazy, old, young);
    assertThat(order).doesNotContain(light).hasSize(4);
  }

  @Test
  void theEndedGoADayLaterAndTheLogShrinks() throws IOException {
    for (int i = 0; i < 110; i++) {
      Held held = kept(1, 1, Right.KEYED, 0, NOW);
      store.bury(held.held(), proof(1));
    }
    Held last = kept(1, 1, Right.KEYED, 0, NOW);
    long end = last.held().expires();
    assertThat(store.sweep(end + HeldRecord.GRACE, 5000)).isFalse();
    assertThat(store.ledger().records()).isEqualTo(1);
    assertThat(store.sweep(end + HeldRecord.GRACE + 1, 5000)).isFalse();
    assertThat(store.ledger().records()).isZero();
    assertThat(store.tombstones()).isZero();
    assertThat(folder.resolve("tombstones")).isEmptyFile();
    assertThat(store.ledger().sources()).isZero();
  }

  @Test
  void boxesArePagedInOrder() throws IOException {
    for (int i = 0; i < 25; i++) {
      kept(1, 1, Right.KEYED, 0, NOW);
      kept(2, 1, Right.KEYED, 0, NOW);
    }
    List<ByteString> all = new ArrayList<>();
    List<ByteString> page = store.names(box(1), ByteString.EMPTY, 7);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.names(box(1), page.get(page.size() - 1), 7);
    }
    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertThat(all).isEqualTo(store.names(box(1), ByteString.EMPTY, 99));
  }
}
