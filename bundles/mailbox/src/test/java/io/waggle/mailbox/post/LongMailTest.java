package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.seal.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LongMailTest extends Town {

  private static final int LENGTH = 700_000;
  private static final int CHUNKS = 11;

  LongMailTest() {
    super(20);
  }

  private static ByteString message(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    byte[] head = "Subject: long\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return ByteString.of(bytes);
  }

  private Stream<MemoryHolder.Kept> chunks() {
    return overlay.holders.stream()
        .flatMap(h -> h.records.values().stream())
        .filter(k -> k.whole && !k.deleted())
        .filter(
            k ->
                RecordHeader.ofWhole(k.bytes).map(h -> h.type() == RecordType.CHUNK).orElse(false));
  }

  private void bertHas(ByteString message) throws Exception {
    assertThat(bert.subjects()).containsExactly("long");
    assertThat(bert.mailbox.read(bert.mailbox.inbox().get(0).id())).contains(message);
  }

  private boolean isEmpty(String name) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  void aLongMailWaitsInChunksAndComes() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, message(LENGTH));
    time.advance(Duration.ofSeconds(3));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    assertThat(chunks().count()).isEqualTo(8L * CHUNKS);
    assertThat(chunks().map(k -> k.box).distinct().count()).isEqualTo(CHUNKS);
    time.advance(Duration.ofDays(3));
    bert.start();
    time.advance(MINUTE);
    bertHas(message(LENGTH));
    assertThat(chunks()).isEmpty();
    assertThat(isEmpty("bert/inbox/partial")).isTrue();
    time.advance(Duration.ofHours(6));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.DELIVERED);
  }

  @Test
  void theSenderIsKilledInTheMiddleAndGoesOn() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, message(LENGTH));
    overlay.after(2500, anna::stop);
    time.advance(MINUTE);
    long before = chunks().count();
    assertThat(before).isBetween(8L, 8L * CHUNKS - 8);
    anna.start();
    assertThat(anna.status(sent).detail()).contains("of 11 pieces are stored");
    time.advance(MINUTE);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    // What had been laid down was found again: no chunk lies there in two forms.
    assertThat(chunks().count()).isEqualTo(8L * CHUNKS);
    bert.start();
    time.advance(MINUTE);
    bertHas(message(LENGTH));
  }

  @Test
  void theRecipientIsKilledInTheMiddleAndGoesOn() throws Exception {
    bert.stop();
    anna.send(bert, message(LENGTH));
    time.advance(MINUTE);
    bert.start();
    overlay.after(600, bert::stop);
    time.advance(MINUTE);
    assertThat(isEmpty("bert/inbox/partial")).isFalse();
    assertThat(bert.mailbox.inbox()).isEmpty();
    int asked = overlay.asked;
    overlay.after(1_000_000, () -> {});
    bert.start();
    time.advance(MINUTE);
    bertHas(message(LENGTH));
    assertThat(chunks()).isEmpty();
    assertThat(overlay.asked).isGreaterThan(asked);
  }

  @Test
  void killedWhileDeletingItDeletesTheRestLater() throws Exception {
    bert.stop();
    anna.send(bert, message(LENGTH));
    time.advance(MINUTE);
    anna.stop();
    bert.start();
    bert.mailbox.listen(
        event -> {
          if (event instanceof MailEvent.Arrived) {
            overlay.after(120, bert::stop);
          }
        });
    time.advance(MINUTE);
    assertThat(chunks().count()).isPositive();
    bert.start();
    time.advance(MINUTE);
    assertThat(chunks()).isEmpty();
    assertThat(isEmpty("bert/inbox/partial")).isTrue();
    bertHas(message(LENGTH));
  }

  @Test
  void ofHoldersThatVanishTwoOfThreeAreNotMissed() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, message(LENGTH));
    time.advance(MINUTE);
    for (int i = 0; i < overlay.holders.size(); i++) {
      overlay.holders.get(i).up = i % 3 == 0;
    }
    time.advance(Duration.ofDays(4));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    bert.start();
    time.advance(MINUTE);
    bertHas(message(LENGTH));
  }

  @Test
  void tooFewCopiesOfAChunkAreFilledUp() throws Exception {
    bert.stop();
    anna.send(bert, message(LENGTH));
    time.advance(MINUTE);
    overlay.holders.forEach(h -> h.records.clear());
    time.advance(Duration.ofDays(3));
    assertThat(chunks().map(k -> k.box).distinct().count()).isEqualTo(CHUNKS);
    bert.start();
    time.advance(Duration.ofDays(1));
    bertHas(message(LENGTH));
  }

  /** Whose copies all lie with liars is lost to everybody. */
  private void keepOneHonest(ByteString record) {
    List<MemoryHolder> having =
        overlay.holders.stream().filter(h -> h.records.containsKey(record)).toList();
    if (having.stream().allMatch(h -> h.corrupt)) {
      having.get(0).corrupt = false;
    }
  }

  @Test
  void liarsDelayNothing() throws Exception {
    bert.stop();
    anna.send(bert, message(LENGTH));
    time.advance(MINUTE);
    for (int i = 0; i < overlay.holders.size(); i++) {
      overlay.holders.get(i).corrupt = i % 3 != 0;
    }
    overlay.holders.stream()
        .flatMap(h -> h.records.keySet().stream())
        .distinct()
        .forEach(this::keepOneHonest);
    bert.start();
    time.advance(Duration.ofMinutes(3));
    bertHas(message(LENGTH));
  }

  @Test
  void theNetworkGoesInTheMiddle() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, message(LENGTH));
    overlay.after(2500, () -> overlay.there = false);
    time.advance(Duration.ofHours(5));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.WAITING);
    long before = chunks().map(k -> k.box).distinct().count();
    assertThat(before).isBetween(1L, CHUNKS - 1L);
    overlay.there = true;
    time.advance(Duration.ofHours(2));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    bert.start();
    time.advance(Duration.ofMinutes(2));
    bertHas(message(LENGTH));
    assertThat(chunks()).isEmpty();
  }

  @Test
  void takenBackInTheMiddleItLeavesNothing() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, message(LENGTH));
    overlay.after(
        2500,
        () -> {
          try {
            anna.mailbox.recall(sent.id());
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    time.advance(Duration.ofMinutes(5));
    assertThat(anna.status(sent).state()).isEqualTo(MailState.RECALLED);
    assertThat(chunks()).isEmpty();
  }

  @Test
  void theBlockedFillNoDisk() throws Exception {
    anna.send(bert, "first");
    time.advance(MINUTE);
    bert.mailbox.block(bert.address, anna.address);
    anna.send(bert, message(LENGTH));
    time.advance(Duration.ofHours(1));
    assertThat(bert.subjects()).containsExactly("first");
    assertThat(isEmpty("bert/inbox/partial")).isTrue();
  }

  @Test
  void thirtyTwoMebibytesComeAndNotAByteMore() throws Exception {
    overlay.holders.subList(1, 20).clear();
    time.advance(Duration.ofDays(1)); // until the profiles lie with the one that is left
    ByteString most = message(Manifest.LONGEST);
    anna.send(bert, most);
    // The one holder left may not be one that tells Bert: then he looks himself, each 15 minutes.
    time.advance(Duration.ofMinutes(20));
    bertHas(most);
    assertThat(chunks()).isEmpty();
    ByteString more = message(Manifest.LONGEST + 1);
    assertThatThrownBy(() -> anna.send(bert, more)).isInstanceOf(MailException.class);
  }
}
