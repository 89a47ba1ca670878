package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
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
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty holders with small disks, and mails of one /24 laid on the eight nearest of them each, all
 * stamped (the work is spared here): on one box or on a box each. Each copy of other people's mail
 * is still there, also after the holders have looked after their boxes (MAIL.md §11, T6). {@code
 * -Dwaggle.flood=10000} for the ten thousand of the target.
 */
class RingFloodTest {

  private static final PrintStream OUT = System.out;
  private static final int FLOOD = Integer.getInteger("waggle.flood", 200);
  private static final long DISK = FLOOD > 1000 ? 1L << 20 : 140_000;
  private static final int HOLDERS = 50;
  private static final int COPIES = 8;
  private static final int OTHERS = 60;
  private static final int OTHER_BOXES = 30;
  private static final Stamp STAMP = new Stamp(Samples.fill(0, Stamp.NONCE), 12);

  /**
   * A disk that the flood fills many times, and no limit of the source, as if days were passing.
   */
  private static final HolderLimits SMALL =
      new HolderLimits(
          DISK,
          200_000,
          DISK / 2,
          512,
          65_536,
          1L << 20,
          1L << 40,
          1_000_000,
          1_000_000,
          SizeClass.K64,
          true);

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private int taken;

  private record Mail(NodeId box, ByteString bytes, RecordId id, PutAuthority right) {
    static Mail of(int number, long now) {
      byte[] seed = ByteBuffer.allocate(32).putInt(number).putInt(77).array();
      ByteString key = ByteString.of(CRYPTO.signatures().publicKey(seed));
      NodeId box = BoxId.of(CRYPTO.hashes(), key);
      byte[] record = Samples.record(box, SizeClass.K4, now, Samples.proof(1));
      RecordId id = RecordId.of(CRYPTO.hashes(), record);
      return new Mail(
          box, ByteString.of(record), id, PutAuthority.Keyed.sign(CRYPTO, seed, id, STAMP));
    }
  }

  private record Copy(HolderRing.Member member, Mail mail) {
    boolean isThere() throws IOException {
      HeldRecord held = member.desk.store.find(mail.id().name()).orElse(null);
      return held != null && member.desk.store.body(held).isPresent();
    }
  }

  private List<Copy> put(HolderRing ring, Mail mail, String from) {
    PeerAddress source = PeerAddress.parse(from + ":6881");
    List<Copy> copies = new ArrayList<>();
    for (HolderRing.Member member : ring.nearest(mail.box(), COPIES)) {
      Answer answer = member.put(source, mail.box(), mail.bytes().toBytes(), mail.right());
      if (answer instanceof Answer.Said) {
        copies.add(new Copy(member, mail));
      }
    }
    return copies;
  }

  private void flood(boolean oneBox) throws IOException {
    try (HolderRing ring = new HolderRing(time, folder, HOLDERS, SMALL, new FreeWork(CRYPTO))) {
      List<Copy> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        Mail mail = Mail.of(1_000_000 + i % OTHER_BOXES, ring.now());
        others.addAll(put(ring, mail, "198.51." + i + ".7"));
      }
      assertThat(others).hasSize(OTHERS * COPIES);
      for (int i = 0; i < FLOOD; i++) {
        Mail mail = Mail.of(oneBox ? 1 : i, ring.now());
        taken += put(ring, mail, "203.0.113." + i % 250).size();
      }
      int evicted = sum(ring, "evicted");
      lost(others);
      ring.pass(Duration.ofMinutes(FLOOD > 1000 ? 1 : 70));
      lost(others);
      OUT.printf(
          "%d mails of a /24 on %s, %d holders: %d copies taken, %d evicted, of %d others' lost 0%n",
          FLOOD, oneBox ? "one box" : "a box each", HOLDERS, taken, evicted, others.size());
      assertThat(oneBox ? FLOOD * COPIES - taken : evicted).isPositive();
    }
  }

  private static int sum(HolderRing ring, String name) {
    return ring.members.stream()
        .mapToInt(m -> m.desk.metrics.snapshot().getOrDefault(name, 0L).intValue())
        .sum();
  }

  private static void lost(List<Copy> others) throws IOException {
    for (Copy copy : others) {
      assertThat(copy.isThere()).isTrue();
    }
  }

  @Test
  void onABoxEach() throws IOException {
    flood(false);
  }

  @Test
  void onOneBox() throws IOException {
    flood(true);
  }
}
