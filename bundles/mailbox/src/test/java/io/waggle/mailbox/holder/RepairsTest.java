package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.holder.Desk.Mail;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairsTest {

  private static final Duration ROUND = Duration.ofMinutes(77);

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private HolderRing ring;

  @BeforeEach
  void open() throws IOException {
    ring = new HolderRing(time, folder, 10);
    ring.pass(Duration.ofMinutes(2));
  }

  @AfterEach
  void close() throws IOException {
    ring.close();
  }

  private void go(int from, int to, boolean up) {
    ring.members.subList(from, to).forEach(m -> m.up = up);
  }

  @Test
  void enoughCopiesAreLeftAlone() {
    Mail mail = ring.mail();
    ring.put(mail, 8);
    ring.pass(Duration.ofDays(1));
    assertThat(ring.copies(mail)).isEqualTo(8);
    go(0, 5, false);
    ring.pass(Duration.ofDays(1));
    assertThat(ring.copies(mail)).isEqualTo(3);
    assertThat(ring.puts).isZero();
    assertThat(ring.lookups).isZero();
    // Alone each of the eight would have looked some 24 times a day.
    assertThat(ring.checks()).isBetween(24L, 200L);
  }

  @Test
  void allBoxesGoInOneQuestion() {
    for (int box = 1; box <= 60; box++) {
      ring.put(Mail.of(box, ring.now()), 3);
      ring.pass(Duration.ofSeconds(3));
    }
    ring.haves = 0;
    ring.pass(Duration.ofHours(10));
    assertThat(ring.checks()).isGreaterThan(60 * 8);
    // Three rounds an hour would be 5,400 questions, if each were for one box.
    assertThat(ring.haves).isLessThan(3 * 14 * 10);
    assertThat(ring.puts).isZero();
  }

  @Test
  void whoSaysThatHeLooksIsBelievedThriceInARow() {
    Mail mail = ring.mail();
    ring.put(mail, 1);
    go(1, 10, false);
    MailQuery.Have lie =
        new MailQuery.Have(Desk.OVERLAY, List.of(MailQuery.Have.tag(mail.id().name())));
    for (int i = 0; i < 6 * 24; i++) {
      ring.pass(Duration.ofMinutes(10));
      ring.members.get(0).ask(lie);
    }
    assertThat(ring.checks()).isBetween(8L, 20L);
  }

  @Test
  void tooFewBecomeSixWithinARound() {
    Mail mail = ring.mail();
    ring.put(mail, 8);
    go(0, 6, false);
    assertThat(ring.copies(mail)).isEqualTo(2);
    ring.pass(ROUND);
    // Four are left up besides: all of them are needed, and none gets it twice.
    assertThat(ring.copies(mail)).isEqualTo(4);
    go(0, 6, true);
    go(8, 10, false);
    go(0, 1, false);
    ring.members.get(1).desk.store.find(mail.id().name()).ifPresent(h -> drop(1, h));
    ring.pass(Duration.ofDays(2));
    assertThat(ring.copies(mail)).isEqualTo(6);
  }

  private void drop(int member, HeldRecord held) {
    try {
      ring.members.get(member).desk.store.drop(held);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneCopyBecomesSixAndNoMore() {
    Mail mail = ring.mail();
    ring.put(mail, 1);
    ring.pass(ROUND);
    assertThat(ring.copies(mail)).isEqualTo(6);
    ring.pass(Duration.ofDays(1));
    assertThat(ring.copies(mail)).isEqualTo(6);
    // Five records of 4 KiB in five pieces each: nobody was sent it for nothing.
    assertThat(ring.puts).isEqualTo(25);
    HeldRecord repaired =
        ring.members.stream()
            .filter(m -> m != ring.members.get(0) && m.has(mail))
            .findFirst()
            .orElseThrow()
            .desk
            .store
            .find(mail.id().name())
            .orElseThrow();
    assertThat(repaired.repaired()).isTrue();
    assertThat(repaired.right()).isEqualTo(HeldRecord.Right.KEYED);
  }

  @Test
  void aHolderThatWasAwayLearnsOfTheDelivery() {
    Mail mail = ring.mail();
    ring.put(mail, 5);
    go(0, 1, false);
    ring.members
        .subList(1, 5)
        .forEach(
            m ->
                assertThat(
                        m.ask(
                            new MailQuery.Delete(
                                Desk.OVERLAY, mail.box(), mail.id().name(), proof(1), Desk.TOKEN)))
                    .isInstanceOf(Answer.Said.class));
    ring.pass(Duration.ofHours(3));
    go(0, 1, true);
    assertThat(ring.members.get(0).has(mail)).isTrue();
    ring.pass(ROUND);
    assertThat(ring.members.get(0).has(mail)).isFalse();
    assertThat(ring.members.get(0).knowsDelivered(mail)).isTrue();
    assertThat(ring.copies(mail)).isZero();
    assertThat(ring.puts).isZero();
  }

  @Test
  void aForgedProofDeletesNothing() throws IOException {
    Mail mail = ring.mail();
    ring.put(mail, 3);
    HeldRecord held = ring.members.get(0).desk.store.find(mail.id().name()).orElseThrow();
    assertThat(ring.members.get(0).desk.holder.learned(held, proof(2))).isFalse();
    assertThat(ring.members.get(0).has(mail)).isTrue();
    // A holder whose own log was tampered with says "delivered" and shows a wrong proof.
    HolderRing.Member liar = ring.members.get(9);
    liar.desk.stored(liar.put(mail));
    liar.desk.store.bury(held, proof(2));
    MailReply.Listing listing = (MailReply.Listing) ((Answer.Said) liar.ask(list(mail))).reply();
    assertThat(listing.entries())
        .extracting(MailReply.Entry::state)
        .containsExactly(RecordState.DELETED);
    ring.pass(Duration.ofHours(4));
    assertThat(ring.copies(mail)).isEqualTo(3);
  }

  private static MailQuery.ListBox list(Mail mail) {
    return new MailQuery.ListBox(
        Desk.OVERLAY,
        mail.box(),
        java.util.Optional.empty(),
        28,
        java.util.Optional.of(Desk.TOKEN));
  }

  @Test
  void aDamagedBodyComesBackFromOthers() throws IOException {
    Mail mail = ring.mail();
    go(3, 10, false);
    ring.put(mail, 3);
    Path file = ring.members.get(0).desk.file(mail);
    byte[] bytes = Files.readAllBytes(file);
    bytes[2000] ^= 1;
    Files.write(file, bytes);
    MailQuery.Get get =
        new MailQuery.Get(
            Desk.OVERLAY, mail.box(), mail.id().name(), 0, 1024, java.util.Optional.of(Desk.TOKEN));
    assertThat(ring.members.get(0).ask(get)).isInstanceOf(Answer.Refused.class);
    assertThat(ring.copies(mail)).isEqualTo(2);
    ring.pass(ROUND);
    assertThat(ring.copies(mail)).isEqualTo(3);
    assertThat(ring.members.get(0).ask(get)).isInstanceOf(Answer.Said.class);
  }

  @Test
  void aRepairInjectsNothing() {
    Mail mail = ring.mail();
    ByteString other = Mail.of(2, ring.now()).bytes();
    // The right of one record, with the bytes of another: the receiver checks as at the first put.
    Answer answer =
        ring.members
            .get(0)
            .desk
            .put(mail.box(), other.toBytes(), new PutAuthority.Repair(mail.keyed()));
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(CRYPTO.hashes().sha256(other.toBytes())).isNotEqualTo(mail.id().bytes().toBytes());
  }

  @Test
  void whatHasEndedIsNotRepaired() {
    Mail mail = ring.mail();
    ring.put(mail, 1);
    go(1, 10, false);
    ring.pass(Duration.ofSeconds(HolderRing.expires(mail) - ring.now() - 60));
    go(1, 10, true);
    ring.pass(Duration.ofHours(3));
    assertThat(ring.puts).isZero();
    ring.pass(Duration.ofDays(2));
    assertThat(ring.members.get(0).desk.store.ledger().records()).isZero();
    assertThat(ring.members.get(0).desk.holder.holdings(ring.now(), 0).boxes()).isZero();
  }
}
