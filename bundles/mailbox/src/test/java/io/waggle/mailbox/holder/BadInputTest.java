package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.box;
import static io.waggle.mailbox.record.Samples.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.holder.Desk.Mail;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a holder must not take, and what it does when the disk does not take it. */
class BadInputTest {

  private static final HolderLimits SMALL_RECORDS =
      new HolderLimits(
          1L << 28, 1000, 1L << 20, 9, 1L << 20, 1L << 20, 1L << 24, 90, 300, SizeClass.K8, true);

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder, SMALL_RECORDS);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private Answer put(byte[] record) {
    RecordId id = RecordId.of(CRYPTO.hashes(), record);
    PutAuthority right = PutAuthority.Keyed.sign(CRYPTO, Samples.seed(1), id, Samples.stamp(id, 4));
    return desk.put(box(1), record, right);
  }

  @Test
  void sizesAreTheClassesAndNoLargerThanAllowed() {
    Desk.refused(put(Samples.record(box(1), SizeClass.K16, NOW, proof(1))), Refusal.SIZE);
    byte[] whole = Samples.record(box(1), SizeClass.K8, NOW, proof(1));
    Desk.refused(put(Arrays.copyOf(whole, 5000)), Refusal.SIZE);
    Desk.refused(put(Arrays.copyOf(whole, 4096)), Refusal.SIZE);
    assertThat(put(whole)).isInstanceOf(Answer.Said.class);
    assertThat(desk.store.ledger().bytes()).isEqualTo(8192);
  }

  @Test
  void aMailThatIsPutAgainIsKeptOnce() {
    Mail mail = Mail.of(1, NOW);
    assertThat(desk.stored(desk.put(mail)).already()).isFalse();
    desk.from = PeerAddress.parse("198.51.100.7:1");
    assertThat(desk.stored(desk.put(mail)).already()).isTrue();
    assertThat(desk.store.ledger().records()).isEqualTo(1);
    // Sent to a box of somebody else's: it is known, and stays where its header says.
    PutAuthority right =
        PutAuthority.Keyed.sign(CRYPTO, Samples.seed(2), mail.id(), Samples.stamp(mail.id(), 2));
    assertThat(desk.stored(desk.put(box(2), mail.bytes().toBytes(), right)).already()).isTrue();
    assertThat(desk.list(box(2)).entries()).isEmpty();
    assertThat(desk.list(box(1)).entries()).hasSize(1);
  }

  @Test
  void aFullDiskAcknowledgesNothingAndTheNextTryDoes() throws IOException {
    Mail mail = Mail.of(1, NOW);
    Path file = desk.file(mail);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(
        file.resolveSibling(file.getFileName() + ".tmp"), Path.of("/dev/full"));
    Desk.refused(desk.put(mail), Refusal.SERVER);
    assertThat(desk.store.ledger().records()).isZero();
    assertThat(desk.list(box(1)).entries()).isEmpty();
    assertThat(desk.metrics.snapshot()).containsEntry("disk.failed", 1L);
    assertThat(desk.stored(desk.put(mail)).already()).isFalse();
    assertThat(desk.list(box(1)).entries()).hasSize(1);
  }
}
