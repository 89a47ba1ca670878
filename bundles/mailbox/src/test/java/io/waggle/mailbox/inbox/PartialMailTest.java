package io.waggle.mailbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.seal.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialMailTest {

  private static final MailId ID = MailId.of(Samples.seed(5));
  private final byte[] message = new byte[150_000];
  private Manifest manifest;
  @TempDir Path folder;

  PartialMailTest() {
    new Random(1).nextBytes(message);
    manifest = manifest(message);
  }

  private static Manifest manifest(byte[] of) {
    ByteString hash = ByteString.of(Samples.CRYPTO.hashes().sha256(of));
    return Manifest.of(Samples.fill(1, 32), of.length, hash, Samples.NOW);
  }

  private byte[] part(int index) {
    int at = (int) manifest.offsetOf(index);
    return Arrays.copyOfRange(message, at, at + manifest.lengthOf(index));
  }

  private PartialMail open() throws Exception {
    return PartialMail.open(folder, ID, manifest);
  }

  @Test
  void itGoesOnAfterAKillAndInAnyOrder() throws Exception {
    open().keep(2, part(2));
    open().keep(0, part(0));
    PartialMail again = open();
    assertThat(again.isDone(1)).isFalse();
    assertThat(again.count()).isEqualTo(2);
    again.keep(1, part(1));
    assertThat(again.isWhole()).isTrue();
    assertThat(open().message(Samples.CRYPTO.hashes())).contains(ByteString.of(message));
  }

  @Test
  void anotherMessageBeginsAnew() throws Exception {
    open().keep(0, part(0));
    manifest = manifest(new byte[150_000]);
    assertThat(open().count()).isZero();
  }

  @Test
  void whatIsNotAsAnnouncedIsNoMessage() throws Exception {
    PartialMail partial = open();
    for (int i = 0; i < manifest.count(); i++) {
      partial.keep(i, new byte[manifest.lengthOf(i)]);
    }
    assertThat(partial.message(Samples.CRYPTO.hashes())).isEmpty();
  }

  @Test
  void onceTakenItCountsWhatIsDeleted() throws Exception {
    PartialMail partial = open();
    partial.keep(0, part(0));
    partial.take();
    PartialMail again = PartialMail.read(folder, ID).orElseThrow();
    assertThat(again.isTaken()).isTrue();
    assertThat(again.count()).isZero();
    again.deleted(0);
    assertThat(PartialMail.read(folder, ID).orElseThrow().isDone(0)).isTrue();
    again.remove();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aDamagedStateIsAsNone() throws Exception {
    open().keep(0, part(0));
    Path state = folder.resolve(ID + PartialMail.STATE);
    byte[] good = Files.readAllBytes(state);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(state, bad);
      assertThat(PartialMail.read(folder, ID)).isEmpty();
    }
    assertThat(open().count()).isZero();
  }
}
