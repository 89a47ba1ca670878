package io.waggle.mailbox.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtResponder;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Pieces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {

  private static final HolderLimits LIMITS =
      new HolderLimits(
          1L << 30,
          1_000_000,
          1L << 28,
          512,
          1,
          1,
          1L << 30,
          100_000,
          100_000,
          io.waggle.mailbox.record.SizeClass.K64,
          true);

  @TempDir Path folder;
  private Desk desk;
  private Receipts receipts;
  private final List<DhtArguments> said = new ArrayList<>();
  private final List<Integer> refused = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder, LIMITS);
    receipts = new Receipts(desk.holder);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private final class Taker implements DhtResponder {

    @Override
    public ByteString token() {
      return Desk.TOKEN;
    }

    @Override
    public void reply(DhtArguments values) {
      said.add(values);
    }

    @Override
    public void refuse(int code, String text) {
      refused.add(code);
    }
  }

  private void ask(MailQuery query, boolean more) {
    receipts.answer(desk.arrival(query), Desk.TOKEN, new Taker(), () -> more);
  }

  private void put(int number, boolean more) {
    put(Desk.Mail.of(number, desk.seconds), more);
  }

  private void put(Desk.Mail mail, boolean more) {
    List<MailQuery.Put> pieces =
        Pieces.of(
            Desk.OVERLAY, mail.box(), mail.id(), mail.bytes().toBytes(), mail.keyed(), Desk.TOKEN);
    for (MailQuery.Put piece : pieces.subList(0, pieces.size() - 1)) {
      ask(piece, true);
    }
    ask(pieces.get(pieces.size() - 1), more);
    desk.nanos += 1_000_000_000L;
  }

  private long receipts() {
    return said.stream().filter(values -> values.bytes("sig").isPresent()).count();
  }

  @Test
  void aReceiptIsSaidAtOnceIfNobodyComes() {
    put(1, false);
    assertThat(receipts()).isEqualTo(1);
    assertThat(desk.holder.waiting()).isFalse();
  }

  @Test
  void manyWaitForOneSync() {
    for (int i = 0; i < 10; i++) {
      put(i, true);
    }
    assertThat(receipts()).isZero();
    assertThat(desk.holder.waiting()).isTrue();
    ask(new MailQuery.Info(Desk.OVERLAY), false);
    assertThat(receipts()).isEqualTo(10);
    assertThat(refused).isEmpty();
  }

  /** Else two threads might each take the other one's query for the next one, and none be it. */
  @Test
  void whetherMoreComesIsAskedWhereOnlyOneIs() {
    Desk.Mail mail = Desk.Mail.of(1, desk.seconds);
    List<Boolean> asked = new ArrayList<>();
    for (MailQuery.Put piece :
        Pieces.of(
            Desk.OVERLAY,
            mail.box(),
            mail.id(),
            mail.bytes().toBytes(),
            mail.keyed(),
            Desk.TOKEN)) {
      receipts.answer(
          desk.arrival(piece),
          Desk.TOKEN,
          new Taker(),
          () -> {
            assertThat(Thread.holdsLock(receipts)).isTrue();
            asked.add(desk.holder.waiting());
            return false;
          });
    }
    assertThat(asked).containsExactly(false, false, false, false, true);
    assertThat(receipts()).isEqualTo(1);
  }

  @Test
  void theyDoNotWaitForever() {
    for (int i = 0; i < Receipts.MOST; i++) {
      assertThat(receipts()).isZero();
      put(i, true);
    }
    assertThat(receipts()).isEqualTo(Receipts.MOST);
  }

  @Test
  void aReceiptForWhatIsThereAlreadyWaitsToo() {
    Desk.Mail mail = Desk.Mail.of(1, desk.seconds);
    put(mail, true);
    put(mail, true);
    assertThat(receipts()).isZero();
    put(2, false);
    // One for each of five pieces the second time, since each is answered like the last one.
    assertThat(receipts()).isEqualTo(1 + 5 + 1);
  }
}
