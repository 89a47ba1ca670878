package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.MailStatus;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holders that lay whatever they like into a box, or lie about it: honest mail comes, only it. */
class HostileHoldersTest extends Town {

  private final Random random = new Random(23);
  private Person carl;

  HostileHoldersTest() {
    super(16);
  }

  @BeforeEach
  void carl() throws Exception {
    carl = person("carl");
    time.advance(MINUTE);
  }

  private static NodeId door(Person person) {
    return new RecipientId(person.address.fingerprint()).frontDoor();
  }

  /** The record of a mail that waits. */
  private byte[] waiting(Person sender, MailStatus mail) {
    return sender
        .office
        .outbox
        .get(mail.id())
        .orElseThrow()
        .sealed()
        .orElseThrow()
        .record()
        .bytes()
        .toBytes();
  }

  private void plant(NodeId box, byte[] record) {
    for (MemoryHolder holder : overlay.holders) {
      MemoryHolder.Kept kept = new MemoryHolder.Kept();
      kept.box = box;
      kept.bytes = record;
      kept.have = record.length;
      kept.whole = true;
      holder.records.putIfAbsent(RecordId.of(crypto.hashes(), record).name(), kept);
    }
  }

  private byte[] flipped(byte[] record) {
    byte[] bad = record.clone();
    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
    return bad;
  }

  private byte[] dated(byte[] record, Duration off) {
    RecordHeader h = RecordHeader.ofWhole(record).orElseThrow();
    long when = time.instant().plus(off).getEpochSecond();
    RecordHeader other =
        RecordHeader.at(
            h.type(), h.box(), h.verifier(), when, RecordHeader.LONGEST, h.size(), h.hint());
    return withHeader(record, other);
  }

  private static byte[] withHeader(byte[] record, RecordHeader header) {
    byte[] bad = record.clone();
    System.arraycopy(header.encode(), 0, bad, 0, RecordHeader.LENGTH);
    return bad;
  }

  /** All that can be made of two honest records without their keys. */
  private List<byte[]> forgeries(byte[] toBert, byte[] toCarl) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(flipped(toBert));
    }
    for (int hours : new int[] {-24 * 31, -24 * 7, -27, -2, 2, 24, 24 * 7}) {
      all.add(dated(toBert, Duration.ofHours(hours)));
    }
    all.add(toCarl);
    all.add(withHeader(toCarl, RecordHeader.ofWhole(toBert).orElseThrow()));
    all.add(withHeader(crypto.random(toBert.length), RecordHeader.ofWhole(toBert).orElseThrow()));
    all.add(crypto.random(4096));
    return all;
  }

  @Test
  void nothingForgedReplayedOrMisplacedComes() throws Exception {
    bert.stop();
    carl.stop();
    MailStatus one = anna.send(bert, "honest");
    MailStatus other = anna.send(carl, "for carl");
    time.advance(MINUTE);
    byte[] record = waiting(anna, one);
    List<byte[]> forgeries = forgeries(record, waiting(anna, other));
    forgeries.forEach(forgery -> plant(door(bert), forgery));
    bert.start();
    time.advance(Duration.ofMinutes(2));
    assertThat(bert.subjects()).containsExactly("honest");
    // The mail itself once more, and all of them, after it was fetched and deleted.
    bert.mailbox.delete(one.id());
    overlay.holders.forEach(holder -> holder.records.clear());
    plant(door(bert), record);
    forgeries.forEach(forgery -> plant(door(bert), forgery));
    anna.send(bert, "honest too");
    time.advance(Duration.ofHours(1));
    assertThat(bert.subjects()).containsExactly("honest too");
  }

  @Test
  void aProofThatIsNoneConvincesNoSender() throws Exception {
    bert.stop();
    MailStatus early = anna.send(bert, "stored before");
    time.advance(MINUTE);
    overlay.holders.stream().skip(3).forEach(holder -> holder.forging = true);
    MailStatus late = anna.send(bert, "stored with few");
    time.advance(Duration.ofHours(13));
    assertThat(anna.status(early).state().isFinal()).isFalse();
    assertThat(anna.status(late).state().isFinal()).isFalse();
    bert.start();
    time.advance(Duration.ofMinutes(2));
    assertThat(bert.subjects()).containsExactlyInAnyOrder("stored before", "stored with few");
  }
}
