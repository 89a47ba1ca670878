package io.waggle.mailbox.holder;

import static io.waggle.mailbox.holder.Desk.OVERLAY;
import static io.waggle.mailbox.holder.Desk.TOKEN;
import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.box;
import static io.waggle.mailbox.record.Samples.fill;
import static io.waggle.mailbox.record.Samples.proof;
import static io.waggle.mailbox.record.Samples.seed;
import static io.waggle.mailbox.record.Samples.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.holder.Desk.Mail;
import io.waggle.mailbox.record.NodeProof;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Pieces;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.mailbox.wire.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailHolderTest {

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder, HolderLimits.DEFAULT);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  @Test
  void aMailIsKeptListedFetchedDeletedAndItsProofShown() {
    Mail mail = Mail.of(1, NOW);
    MailReply.Stored stored = desk.stored(desk.put(mail));
    assertThat(stored.already()).isFalse();
    long expires = RecordHeader.decode(mail.bytes().toBytes()).orElseThrow().expires();
    assertThat(
            new StorageReceipt(mail.id(), mail.box(), expires, stored.hour(), stored.signature())
                .holds(CRYPTO, Desk.KEY.publicKey()))
        .isTrue();
    assertThat(desk.list(mail.box()).entries())
        .containsExactly(new MailReply.Entry(mail.id().name(), expires, 4, RecordState.HELD));
    assertThat(fetched(mail)).isEqualTo(mail.bytes());

    MailReply.Deleted deleted = desk.said(delete(mail, proof(1)), MailReply.Deleted.class);
    assertThat(deleted.state()).isEqualTo(RecordState.DELETED);
    assertThat(desk.list(mail.box()).entries())
        .extracting(MailReply.Entry::state)
        .containsExactly(RecordState.DELETED);
    assertThat(
            desk.said(
                    new MailQuery.Stat(OVERLAY, List.of(mail.id().name(), fill(1, 16))),
                    MailReply.Standings.class)
                .records())
        .containsExactly(
            new MailReply.Standing(RecordState.DELETED, Optional.of(proof(1))),
            new MailReply.Standing(RecordState.UNKNOWN, Optional.empty()));
    desk.refused(get(mail, 0), Refusal.MISSING);
    Answer again = desk.put(mail);
    Desk.refused(again, Refusal.TOMBSTONED);
    assertThat(Desk.refusal(again).proof()).contains(proof(1));
  }

  private static MailQuery.Delete delete(Mail mail, ByteString proof) {
    return new MailQuery.Delete(OVERLAY, mail.box(), mail.id().name(), proof, TOKEN);
  }

  private static MailQuery.Get get(Mail mail, int offset) {
    return new MailQuery.Get(
        OVERLAY, mail.box(), mail.id().name(), offset, 1024, Optional.of(TOKEN));
  }

  private ByteString fetched(Mail mail) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < mail.bytes().length()) {
      MailReply.Piece piece = desk.said(get(mail, all.size()), MailReply.Piece.class);
      all.writeBytes(piece.bytes().toBytes());
    }
    return ByteString.of(all.toByteArray());
  }

  @Test
  void anotherOverlayABadTokenAndAFarBoxAreRefused() {
    Mail mail = Mail.of(1, NOW);
    desk.refused(new MailQuery.Info(Overlay.of(CRYPTO.hashes(), "other")), Refusal.PROTOCOL);
    desk.tokenGood = false;
    Desk.refused(desk.put(mail), Refusal.PROTOCOL);
    desk.refused(delete(mail, proof(1)), Refusal.PROTOCOL);
    desk.refused(new MailQuery.Subscribe(OVERLAY, mail.box(), 9, TOKEN), Refusal.PROTOCOL);
    desk.tokenGood = true;
    desk.near = 24;
    Desk.refused(desk.put(mail), Refusal.FAR);
    desk.near = 23;
    desk.stored(desk.put(mail));
    desk.near = 16;
    Mail other = Mail.of(1, NOW);
    Desk.refused(
        desk.put(other.box(), other.bytes().toBytes(), new PutAuthority.Repair(other.keyed())),
        Refusal.FAR);
  }

  /** Stale, hoarded, from the future and over: as a clock that is a day off would see it too. */
  @Test
  void timesAreChecked() {
    Mail mail = Mail.of(1, NOW);
    PutAuthority repair = new PutAuthority.Repair(mail.keyed());
    byte[] bytes = mail.bytes().toBytes();
    desk.seconds = NOW - 3601;
    Desk.refused(desk.put(mail), Refusal.EXPIRED);
    desk.seconds = NOW - 24 * 3600;
    Desk.refused(desk.put(mail), Refusal.EXPIRED);
    desk.seconds = NOW + 24 * 3600;
    Answer stale = desk.put(mail);
    Desk.refused(stale, Refusal.EXPIRED);
    assertThat(Desk.refusal(stale).text()).contains("here it is " + desk.seconds);
    desk.stored(desk.put(mail.box(), bytes, repair));
    desk.seconds = NOW + 2 * 3600;
    desk.stored(desk.put(Mail.of(1, NOW)));
    desk.seconds = NOW + RecordHeader.LONGEST;
    Mail late = Mail.of(1, NOW);
    Desk.refused(
        desk.put(late.box(), late.bytes().toBytes(), new PutAuthority.Repair(late.keyed())),
        Refusal.EXPIRED);
  }

  @Test
  void aClockADayFastHidesButLosesNothing() {
    Mail mail = Mail.of(1, NOW);
    desk.stored(desk.put(mail));
    long expires = RecordHeader.decode(mail.bytes().toBytes()).orElseThrow().expires();
    desk.seconds = expires + 23 * 3600;
    desk.holder.tick(desk.seconds);
    assertThat(desk.list(mail.box()).entries()).isEmpty();
    desk.seconds = expires - 1;
    assertThat(desk.list(mail.box()).entries()).hasSize(1);
    assertThat(fetched(mail)).isEqualTo(mail.bytes());
    desk.seconds = expires + 25 * 3600;
    desk.holder.tick(desk.seconds);
    assertThat(desk.store.ledger().records()).isZero();
  }

  @Test
  void rightsAreOfThisBoxAndThisRecord() {
    Mail mail = Mail.of(1, NOW);
    Mail other = Mail.of(1, NOW);
    byte[] bytes = mail.bytes().toBytes();
    PutAuthority.Keyed good = (PutAuthority.Keyed) mail.keyed();
    PutAuthority.Keyed others = (PutAuthority.Keyed) other.keyed();
    Desk.refused(
        desk.put(
            mail.box(),
            bytes,
            new PutAuthority.Keyed(good.writeKey(), others.signature(), good.stamp())),
        Refusal.PROTOCOL);
    Desk.refused(
        desk.put(
            mail.box(),
            bytes,
            PutAuthority.Keyed.sign(CRYPTO, new byte[32], mail.id(), good.stamp())),
        Refusal.PROTOCOL);
    Desk.refused(desk.put(box(2), bytes, good), Refusal.PROTOCOL);
    // A stamp of another record: one in a few passes by chance, so a strong one is asked for.
    Desk.refused(
        desk.put(
            mail.box(),
            bytes,
            PutAuthority.Keyed.sign(
                CRYPTO, seed(1), mail.id(), new Stamp(others.stamp().nonce(), 20))),
        Refusal.STAMP);
    desk.stored(desk.put(mail));
  }

  @Test
  void aWeakStampIsToldWhatWouldDo() {
    Mail mail = Mail.of(1, NOW);
    Answer weak = desk.put(mail.box(), mail.bytes().toBytes(), mail.keyed(1));
    Desk.refused(weak, Refusal.STAMP);
    assertThat(Desk.refusal(weak).bits()).hasValue(4);
    Answer stranger =
        desk.put(
            mail.box(), mail.bytes().toBytes(), new PutAuthority.Stranger(stamp(mail.id(), 5)));
    assertThat(Desk.refusal(stranger).bits()).hasValue(8);
    desk.stored(
        desk.put(
            mail.box(), mail.bytes().toBytes(), new PutAuthority.Stranger(stamp(mail.id(), 6))));
  }

  @Test
  void wrongProofsDeleteNothing() {
    Mail mail = Mail.of(1, NOW);
    desk.stored(desk.put(mail));
    desk.refused(delete(mail, proof(2)), Refusal.PROTOCOL);
    assertThat(fetched(mail)).isEqualTo(mail.bytes());
    MailReply.Deleted unknown =
        desk.said(delete(Mail.of(1, NOW), proof(1)), MailReply.Deleted.class);
    assertThat(unknown.state()).isEqualTo(RecordState.UNKNOWN);
  }

  @Test
  void piecesMayComeInAnyOrderTwiceAndFromTwoSenders() {
    Mail mail = Mail.of(1, NOW);
    List<MailQuery.Put> pieces =
        Pieces.of(OVERLAY, mail.box(), mail.id(), mail.bytes().toBytes(), mail.keyed(), TOKEN);
    desk.refused(pieces.get(2), Refusal.MISSING);
    desk.said(pieces.get(0), MailReply.More.class);
    desk.said(pieces.get(3), MailReply.More.class);
    desk.said(pieces.get(0), MailReply.More.class);
    desk.said(pieces.get(3), MailReply.More.class);
    PeerAddress first = desk.from;
    desk.from = PeerAddress.parse("198.51.100.1:1");
    desk.refused(pieces.get(1), Refusal.MISSING);
    desk.said(pieces.get(0), MailReply.More.class);
    desk.from = first;
    desk.said(pieces.get(4), MailReply.More.class);
    desk.said(pieces.get(2), MailReply.More.class);
    assertThat(desk.said(pieces.get(1), MailReply.Stored.class).already()).isFalse();
    assertThat(desk.said(pieces.get(1), MailReply.Stored.class).already()).isTrue();
    assertThat(desk.stored(desk.put(mail)).already()).isTrue();
    assertThat(desk.store.ledger().records()).isEqualTo(1);
  }

  @Test
  void aRecordThatIsNotWhatWasAnnouncedIsNotKept() {
    Mail mail = Mail.of(1, NOW);
    List<MailQuery.Put> pieces =
        Pieces.of(OVERLAY, mail.box(), mail.id(), mail.bytes().toBytes(), mail.keyed(), TOKEN);
    pieces.subList(0, 4).forEach(desk::ask);
    MailQuery.Put last = pieces.get(4);
    desk.refused(
        new MailQuery.Put(
            OVERLAY,
            mail.box(),
            mail.id(),
            4096,
            last.offset(),
            fill(1, last.piece().length()),
            Optional.empty(),
            TOKEN),
        Refusal.PROTOCOL);
    assertThat(desk.store.ledger().records()).isZero();
    desk.refused(last, Refusal.MISSING);
    desk.stored(desk.put(mail));
  }

  @Test
  void unfinishedPutsAreFewAndForgotten() {
    Mail mail = Mail.of(1, NOW);
    for (int i = 0; i < Assemblies.MOST_OF_SOURCE; i++) {
      desk.said(Mail.of(1, NOW).first(), MailReply.More.class);
    }
    desk.refused(mail.first(), Refusal.BUSY);
    desk.nanos += 31_000_000_000L;
    desk.said(mail.first(), MailReply.More.class);
  }

  @Test
  void withoutATokenLittleIsSaid() {
    for (int i = 0; i < 6; i++) {
      desk.stored(desk.put(Mail.of(1, NOW)));
    }
    Mail mail = Mail.of(2, NOW);
    desk.stored(desk.put(mail));
    desk.tokenGood = false;
    MailReply.Listing listing = desk.list(box(1));
    assertThat(listing.entries()).hasSize(4);
    assertThat(listing.token()).isEqualTo(TOKEN);
    assertThat(desk.said(get(mail, 0), MailReply.Piece.class).bytes().length()).isEqualTo(128);
    desk.tokenGood = true;
    MailReply.Listing rest =
        desk.said(
            new MailQuery.ListBox(OVERLAY, box(1), listing.cursor(), 28, Optional.of(TOKEN)),
            MailReply.Listing.class);
    assertThat(rest.entries()).hasSize(2).doesNotContainAnyElementsOf(listing.entries());
    assertThat(rest.cursor()).isEmpty();
  }

  @Test
  void subscribersHearOfWhatIsNew() {
    Mail mail = Mail.of(1, NOW);
    desk.said(new MailQuery.Subscribe(OVERLAY, mail.box(), 60, TOKEN), MailReply.Subscribed.class);
    desk.stored(desk.put(mail));
    assertThat(desk.pushed)
        .containsExactly(new MailQuery.Fresh(OVERLAY, mail.box(), mail.id().name()));
    desk.stored(desk.put(Mail.of(2, NOW)));
    desk.nanos += 60_000_000_000L;
    desk.stored(desk.put(Mail.of(1, NOW)));
    assertThat(desk.pushed).hasSize(1);
    assertThat(desk.here).as("for the mailboxes of the node").hasSize(3);
  }

  @Test
  void infoTellsLoadAndPrice() {
    MailReply.Info info = desk.said(new MailQuery.Info(OVERLAY), MailReply.Info.class);
    assertThat(info.stores()).isTrue();
    assertThat(info.price()).isEqualTo(8);
    assertThat(info.time()).isEqualTo(NOW);
    assertThat(info.token()).isEqualTo(TOKEN);
    assertThat(NodeProof.holds(CRYPTO.hashes(), info.nodeKey(), info.nodeProof())).isTrue();
    desk.refused(new MailQuery.Fresh(OVERLAY, box(1), fill(1, 16)), Refusal.PROTOCOL);
  }
}
