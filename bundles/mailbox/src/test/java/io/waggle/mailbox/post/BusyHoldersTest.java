package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holders that are busy say for how long, and are asked again then; six there are in all. */
class BusyHoldersTest extends Town {

  private static final int HOLDERS = 6;
  private static final int SECONDS = 5;

  BusyHoldersTest() {
    super(HOLDERS);
  }

  @BeforeEach
  void bertLeaves() {
    bert.stop();
    overlay.holders.forEach(holder -> holder.puts = 0);
  }

  private void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  /** Some are busy until then, and say for how long. */
  private List<MemoryHolder> busy(int count, long seconds) {
    long end = time.instant().getEpochSecond() + seconds;
    List<MemoryHolder> some = overlay.holders.subList(0, count);
    some.forEach(h -> h.busy = () -> (int) Math.max(0, end - time.instant().getEpochSecond()));
    return some;
  }

  private static List<Integer> puts(List<MemoryHolder> holders) {
    return holders.stream().map(holder -> holder.puts).distinct().toList();
  }

  @Test
  void theyAreAskedAgainWhenTheyHaveSaidAndNotBefore() throws Exception {
    List<MemoryHolder> some = busy(3, SECONDS);
    MailStatus sent = anna.send(bert, "hello");
    pass(SECONDS - 1);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORING);
    assertThat(anna.status(sent).copies()).hasSize(3);
    assertThat(puts(some)).containsExactly(1);
    pass(SECONDS);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(anna.status(sent).copies()).hasSize(HOLDERS);
    assertThat(puts(overlay.holders.subList(3, HOLDERS))).containsExactly(1);
  }

  @Test
  void nobodyWaitsForThemWhereOthersAreEnough() throws Exception {
    busy(1, SECONDS);
    MailStatus sent = anna.send(bert, "hello");
    pass(1);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(anna.status(sent).copies()).hasSize(HOLDERS - 1);
    pass(2 * SECONDS);
    assertThat(anna.status(sent).copies()).hasSize(HOLDERS);
  }

  @Test
  void whoIsAlwaysBusyIsLeftToTheUsualCadence() throws Exception {
    List<MemoryHolder> some = overlay.holders.subList(0, 2);
    some.forEach(holder -> holder.busy = () -> 1);
    MailStatus sent = anna.send(bert, "hello");
    pass(20);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.WAITING);
    assertThat(anna.status(sent).detail()).contains("4 of 6 nodes have it").contains("busy");
    assertThat(puts(some)).containsExactly(6);
    assertThat(puts(overlay.holders.subList(2, HOLDERS))).containsExactly(1);
  }

  @Test
  void whoNamesALongTimeIsLeftToTheUsualCadence() throws Exception {
    List<MemoryHolder> some = busy(2, 11);
    MailStatus sent = anna.send(bert, "hello");
    pass(29);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.WAITING);
    assertThat(puts(some)).containsExactly(1);
    pass(5);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
  }

  @Test
  void whatWasTakenBackIsNotLaidDownAnyMore() throws Exception {
    List<MemoryHolder> some = busy(2, SECONDS);
    MailStatus sent = anna.send(bert, "hello");
    pass(1);
    anna.mailbox.recall(sent.id());
    pass(60);
    assertThat(puts(some)).containsExactly(1);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.RECALLED);
  }

  @Test
  void theChunksOfALongMailWaitForThem() throws Exception {
    busy(2, SECONDS);
    byte[] text = new byte[200_000];
    new Random(5).nextBytes(text);
    byte[] head = ByteString.of("Subject: long\r\n\r\n").toBytes();
    System.arraycopy(head, 0, text, 0, head.length);
    MailStatus sent = anna.send(bert, ByteString.of(text));
    pass(2 * SECONDS);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
  }
}
