package io.waggle.mailbox.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.mailbox.identity.MemoryVault;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk of the client's that is full, fails, or gives back something else. */
class DiskTest extends Town {

  private static final Path FULL = Path.of("/dev/full");

  DiskTest() {
    super(16);
  }

  @Test
  void whatCannotBeKeptIsNotAcknowledgedAndNotSent() throws Exception {
    Path outbox = folder.resolve("anna/outbox");
    Path aside = folder.resolve("aside");
    Files.move(outbox, aside);
    Files.createSymbolicLink(outbox, FULL);
    assertThatThrownBy(() -> anna.send(bert, "lost")).isInstanceOf(IOException.class);
    time.advance(MINUTE);
    assertThat(anna.mailbox.outbox()).isEmpty();
    Files.delete(outbox);
    Files.move(aside, outbox);
    MailStatus sent = anna.send(bert, "kept");
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("kept");
    anna.stop();
    anna.start();
    assertThat(anna.mailbox.outbox()).extracting(MailStatus::id).containsExactly(sent.id());
  }

  @Test
  void whatComesToAFullDiskStaysOnTheNodesAndComesLater() throws Exception {
    bert.stop();
    MailStatus sent = anna.send(bert, "patience");
    time.advance(MINUTE);
    Path temporary = folder.resolve("bert/inbox/" + sent.id() + ".mail.tmp");
    Files.createSymbolicLink(temporary, FULL);
    bert.start();
    time.advance(Duration.ofMinutes(20));
    assertThat(bert.mailbox.inbox()).isEmpty();
    assertThat(copies()).isEqualTo(8);
    assertThat(anna.status(sent).state()).isEqualTo(MailState.STORED);
    Files.delete(temporary);
    time.advance(Duration.ofMinutes(20));
    assertThat(bert.subjects()).containsExactly("patience");
    assertThat(copies()).isZero();
  }

  private Path only(String inFolder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(inFolder))) {
      return files.filter(f -> f.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void flipLast(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aDamagedMessageIsNotShownAsIfItWereWhole() throws Exception {
    MailStatus one = anna.send(bert, "one");
    time.advance(MINUTE);
    flipLast(only("bert/inbox", ".mail"));
    MailStatus two = anna.send(bert, "two");
    time.advance(MINUTE);
    assertThatThrownBy(() -> bert.mailbox.read(one.id())).hasMessageContaining("damaged");
    assertThat(bert.mailbox.read(two.id())).isPresent();
  }

  @Test
  void aDamagedStateOfTheOutboxKeepsNoOtherMailBack() throws Exception {
    overlay.there = false;
    anna.send(bert, "one");
    flipLast(only("anna/outbox", ".state"));
    anna.send(bert, "two");
    anna.stop();
    overlay.there = true;
    anna.start();
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("two");
    assertThat(only("anna/outbox", ".damaged")).exists();
  }

  private MailId fresh() {
    return MailId.of(crypto.random(MailId.LENGTH));
  }

  /** What is sent next draws from these: the name of the first mail, its proof, the next name. */
  private Crypto naming(Deque<MailId> names) {
    return (Crypto)
        Proxy.newProxyInstance(
            Crypto.class.getClassLoader(),
            new Class<?>[] {Crypto.class},
            (self, method, arguments) ->
                method.getName().equals("random")
                        && arguments[0].equals(MailId.LENGTH)
                        && !names.isEmpty()
                    ? names.remove().bytes().toBytes()
                    : method.invoke(crypto, arguments));
  }

  private MailStatus[] toBoth(Person sender) throws Exception {
    ByteString message = ByteString.of("Subject: both\r\n\r\nboth\r\n");
    List<Address> both = List.of(bert.address, anna.address);
    return sender
        .mailbox
        .send(new OutgoingMail(sender.address, both, message, false))
        .toArray(MailStatus[]::new);
  }

  private List<String> outboxOf(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name + "/outbox"))) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".eml.tmp", ".state.tmp"})
  void aMailToSeveralIsKeptForAllOfThemOrForNone(String full) throws Exception {
    MailId second = fresh();
    Deque<MailId> names = new ArrayDeque<>();
    Person carl =
        new Person(naming(names), time, overlay, new MemoryVault(), folder.resolve("carl"), "carl");
    time.advance(MINUTE);
    names.addAll(List.of(fresh(), fresh(), second));
    Files.createSymbolicLink(folder.resolve("carl/outbox/" + second + full), FULL);
    assertThatThrownBy(() -> toBoth(carl)).isInstanceOf(IOException.class);
    assertThat(names).isEmpty();
    assertThat(carl.mailbox.outbox()).isEmpty();
    assertThat(outboxOf("carl")).isEmpty();
    time.advance(MINUTE);
    assertThat(bert.subjects()).isEmpty();
    carl.stop();
    carl.start();
    assertThat(carl.mailbox.outbox()).isEmpty();
    assertThat(toBoth(carl)).hasSize(2);
    time.advance(MINUTE);
    assertThat(bert.subjects()).containsExactly("both");
    assertThat(anna.subjects()).containsExactly("both");
  }

  @Test
  void whatCannotBeTakenBackIsNamed() throws Exception {
    MailId first = fresh();
    Deque<MailId> names = new ArrayDeque<>();
    Person carl =
        new Person(naming(names), time, overlay, new MemoryVault(), folder.resolve("carl"), "carl");
    time.advance(MINUTE);
    names.add(first);
    Files.createDirectories(folder.resolve("carl/outbox/" + first + ".state/in the way"));
    assertThatThrownBy(() -> toBoth(carl))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it may go to " + bert.address)
        .hasMessageNotContaining(anna.address.toString());
  }

  @Test
  void aMessageWithoutItsStateIsCleanedUp() throws Exception {
    anna.send(bert, "kept");
    anna.stop();
    Files.writeString(folder.resolve("anna/outbox/stopped.eml"), "before it was a mail");
    anna.start();
    assertThat(outboxOf("anna")).hasSize(2).doesNotContain("stopped.eml");
  }
}
