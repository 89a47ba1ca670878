package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.PasswordHash;
import io.waggle.mailbox.holder.Desk.Mail;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Pieces;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rights and stamps are checked beside each other, and nothing else is decided there. */
class ClaimTest {

  private static final int LONGEST_WAIT = 30;

  @TempDir Path folder;
  private final AtomicInteger checks = new AtomicInteger();

  private Desk desk(PasswordHash work) throws IOException {
    return new Desk(
        folder,
        HolderLimits.DEFAULT,
        Desk.KEY,
        new FreeWork(
            CRYPTO,
            (password, salt, memory, passes, parallelism, length) -> {
              checks.incrementAndGet();
              return work.argon2id(password, salt, memory, passes, parallelism, length);
            }));
  }

  private static byte[] good(byte[] p, byte[] s, int memory, int passes, int lanes, int length) {
    return new byte[length];
  }

  private static byte[] noWork(int length) {
    byte[] hash = new byte[length];
    Arrays.fill(hash, (byte) -1);
    return hash;
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await(LONGEST_WAIT, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("nobody else checks", e);
    }
  }

  @Test
  void manyAreCheckedAtOnce() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Desk desk =
        desk(
            (password, salt, memory, passes, parallelism, length) -> {
              meet(both);
              return new byte[length];
            })) {
      List<CompletableFuture<Claim.Verdict>> verdicts =
          List.of(1, 2).stream()
              .map(key -> desk.arrival(Mail.of(key, NOW).first()))
              .map(a -> CompletableFuture.supplyAsync(() -> desk.holder.check(a), threads))
              .toList();
      for (CompletableFuture<Claim.Verdict> verdict : verdicts) {
        assertThat(verdict.get().given()).isTrue();
        assertThat(verdict.get().refusal()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatWasCheckedIsNotCheckedAgain() throws Exception {
    try (Desk desk = desk(ClaimTest::good)) {
      MailQuery.Put first = Mail.of(1, NOW).first();
      Claim.Verdict verdict = desk.holder.check(desk.arrival(first));
      assertThat(checks).hasValue(1);
      assertThat(desk.ask(first, verdict)).isInstanceOf(Answer.Said.class);
      assertThat(checks).hasValue(1);
      // Begun already: nothing is dear any more.
      assertThat(desk.holder.check(desk.arrival(first)).given()).isFalse();
      assertThat(desk.ask(first)).isInstanceOf(Answer.Said.class);
      assertThat(checks).hasValue(1);
    }
  }

  @Test
  void whatIsNoWorkIsRefusedAtTheFirstLook() throws Exception {
    try (Desk desk = desk((password, salt, memory, passes, lanes, length) -> noWork(length))) {
      Mail mail = Mail.of(1, NOW);
      MailQuery.Put dear = first(mail, unproved(mail));
      Claim.Verdict verdict = desk.holder.check(desk.arrival(dear));
      Desk.refused(desk.ask(dear, verdict), Refusal.STAMP);
      MailQuery.Put cheap = first(mail, mail.keyed(0));
      assertThat(desk.holder.check(desk.arrival(cheap)).given()).isFalse();
      Desk.refused(desk.ask(cheap), Refusal.STAMP);
      assertThat(checks).hasValue(1);
    }
  }

  private static PutAuthority unproved(Mail mail) {
    Stamp claimed = new Stamp(Samples.fill(1, Stamp.NONCE), 4);
    return PutAuthority.Keyed.sign(CRYPTO, Samples.seed(mail.key()), mail.id(), claimed);
  }

  private static MailQuery.Put first(Mail mail, PutAuthority authority) {
    return Pieces.of(
            Desk.OVERLAY, mail.box(), mail.id(), mail.bytes().toBytes(), authority, Desk.TOKEN)
        .get(0);
  }

  @Test
  void whatHappensMeanwhileCounts() throws Exception {
    try (Desk desk = desk(ClaimTest::good)) {
      MailQuery.Put first = Mail.of(1, NOW).first();
      Claim.Verdict verdict = desk.holder.check(desk.arrival(first));
      desk.near = 100;
      Desk.refused(desk.ask(first, verdict), Refusal.FAR);
      assertThat(desk.holder.check(desk.arrival(first)).given()).isFalse();
      desk.near = 0;
      desk.tokenGood = false;
      Desk.refused(desk.ask(first, verdict), Refusal.PROTOCOL);
      assertThat(checks).hasValue(1);
    }
  }
}
