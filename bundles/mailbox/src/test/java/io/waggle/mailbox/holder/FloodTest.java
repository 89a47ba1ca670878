package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.BoxId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mails of one /24, all of them stamped (the work itself is spared here), on one box or on a box
 * each: other people's boxes lose nothing (MAIL.md §11, T6). {@code -Dwaggle.flood=10000} for the
 * ten thousand of the target, which take minutes.
 */
class FloodTest {

  private static final int FLOOD = Integer.getInteger("waggle.flood", 300);
  private static final int OTHERS = 40;
  private static final Stamp STAMP = new Stamp(Samples.fill(0, Stamp.NONCE), 12);

  @TempDir Path folder;
  private Desk desk;
  private final List<Held> others = new ArrayList<>();
  private final Map<Integer, Integer> refusals = new TreeMap<>();
  private int taken;

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private static byte[] seedOf(int number) {
    return ByteBuffer.allocate(32).putInt(number).putInt(77).array();
  }

  private record Box(ByteString seed, NodeId id) {
    static Box of(int number) {
      byte[] seed = seedOf(number);
      ByteString key = ByteString.of(CRYPTO.signatures().publicKey(seed));
      return new Box(ByteString.of(seed), BoxId.of(CRYPTO.hashes(), key));
    }
  }

  private Answer put(Box box, String from) {
    byte[] record = Samples.record(box.id(), SizeClass.K4, NOW, Samples.proof(1));
    RecordId id = RecordId.of(CRYPTO.hashes(), record);
    desk.from = PeerAddress.parse(from);
    desk.nanos += 1_000_000_000L;
    PutAuthority right = PutAuthority.Keyed.sign(CRYPTO, box.seed().toBytes(), id, STAMP);
    Answer answer = desk.put(box.id(), record, right);
    if (answer instanceof Answer.Refused refused) {
      refusals.merge(refused.refusal().code(), 1, Integer::sum);
    }
    return answer;
  }

  private void others() {
    for (int i = 0; i < OTHERS; i++) {
      Box box = Box.of(1_000_000 + i % 20);
      desk.stored(put(box, "198.51." + i + ".7:6881"));
      desk.store.records(box.id()).stream()
          .filter(held -> others.stream().noneMatch(o -> o.held().equals(held)))
          .forEach(held -> others.add(new Held(held, ByteString.EMPTY)));
    }
    assertThat(others).hasSize(OTHERS);
  }

  private void flood(boolean oneBox) {
    for (int i = 0; i < FLOOD; i++) {
      Answer answer = put(Box.of(oneBox ? 1 : i), "203.0.113." + i % 250 + ":6881");
      taken += answer instanceof Answer.Said ? 1 : 0;
    }
  }

  private void nobodyElseHasLost() throws IOException {
    for (Held other : others) {
      assertThat(desk.store.find(other.held().id().name())).contains(other.held());
      assertThat(desk.store.body(other.held())).isPresent();
    }
  }

  private void open(HolderLimits limits) throws IOException {
    desk = new Desk(folder, limits, Desk.KEY, new FreeWork(CRYPTO));
    others();
  }

  /** What one source may put ends it early. */
  @Test
  void theLimitsOfASourceHoldIt() throws IOException {
    open(HolderLimits.DEFAULT);
    flood(false);
    assertThat(desk.store.ledger().bytes()).isLessThanOrEqualTo((8L << 20) + OTHERS * 4096);
    assertThat(refusals).containsKey(Refusal.BUSY);
    assertThat(refusals.keySet()).isSubsetOf(Refusal.QUOTA, Refusal.BUSY);
    nobodyElseHasLost();
  }

  /** As if days were passing: no limit of the source, but a small disk. */
  private static HolderLimits smallDisk() {
    return new HolderLimits(
        1L << 20,
        200_000,
        1L << 19,
        512,
        65_536,
        1L << 20,
        1L << 40,
        1_000_000,
        1_000_000,
        SizeClass.K64,
        true);
  }

  @Test
  void onABoxEachItEvictsItself() throws IOException {
    open(smallDisk());
    flood(false);
    assertThat(taken).isEqualTo(FLOOD);
    assertThat(desk.store.ledger().bytes()).isLessThanOrEqualTo(1L << 20);
    nobodyElseHasLost();
    long evicted = desk.metrics.snapshot().get("evicted");
    assertThat(evicted).isEqualTo(FLOOD + OTHERS - desk.store.ledger().records());
  }

  @Test
  void onOneBoxItEndsAtTheBoxesLimit() throws IOException {
    open(smallDisk());
    flood(true);
    assertThat(taken).isEqualTo(128);
    assertThat(refusals).containsOnlyKeys(Refusal.QUOTA);
    nobodyElseHasLost();
  }
}
