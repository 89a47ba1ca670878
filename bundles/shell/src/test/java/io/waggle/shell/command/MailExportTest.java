package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.Mailbox;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.shell.doubles.TestNode;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail comes into a Maildir once, whatever a mail program does with it there. */
class MailExportTest {

  private static final Address ANNA = Address.of(new byte[32]);

  @TempDir Path directory;
  private final List<ReceivedMail> inbox = new ArrayList<>();
  private final TestNode node = new TestNode(Path.of("unused"));
  private Path folder;
  private int damaged = -1;

  @BeforeEach
  void begin() {
    folder = directory.resolve("Mail/waggle");
    node.mailboxes.add(
        (Mailbox)
            Proxy.newProxyInstance(
                MailExportTest.class.getClassLoader(),
                new Class<?>[] {Mailbox.class},
                (self, method, arguments) ->
                    method.getName().equals("inbox")
                        ? List.copyOf(inbox)
                        : message((MailId) arguments[0])));
  }

  private Optional<ByteString> message(MailId id) throws IOException {
    if (id.bytes().toBytes()[0] == damaged) {
      throw new IOException("it is damaged");
    }
    return Optional.of(ByteString.of("From: " + ANNA + "\r\n\r\n" + id.brief() + "\r\n"));
  }

  private String comes(int number, boolean read) {
    byte[] id = new byte[MailId.LENGTH];
    Arrays.fill(id, (byte) number);
    Instant when = Instant.ofEpochSecond(1000 + number);
    inbox.add(new ReceivedMail(MailId.of(id), ANNA, ANNA, "s", 9, when, when, read, false));
    return "%d.%s.waggle".formatted(1000 + number, MailId.of(id));
  }

  private String export() {
    return node.type("mail-export " + folder + " --json");
  }

  private List<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theReadIsMarkedAndTheUnreadIsNew() throws Exception {
    String one = comes(1, false);
    String two = comes(2, true);
    assertThat(export()).contains("\"mails\":2");
    assertThat(files("new")).containsExactly(one);
    assertThat(files("cur")).containsExactly(two + ":2,S");
    assertThat(files("tmp")).isEmpty();
    assertThat(Files.readString(folder.resolve("new").resolve(one)))
        .contains("\nFrom: " + ANNA + "\n\n01010101\n");
    assertThat(Files.getLastModifiedTime(folder.resolve("new").resolve(one)).toInstant())
        .isEqualTo(Instant.ofEpochSecond(1001));
  }

  @Test
  void nothingComesTwice() throws Exception {
    String one = comes(1, false);
    String two = comes(2, false);
    export();
    // A mail program reads the one and deletes the other.
    Files.move(folder.resolve("new").resolve(one), folder.resolve("cur").resolve(one + ":2,RS"));
    Files.delete(folder.resolve("new").resolve(two));
    String three = comes(3, false);
    assertThat(export()).contains("\"mails\":1");
    assertThat(files("new")).containsExactly(three);
    assertThat(export()).contains("\"mails\":0");
    assertThat(files("cur")).containsExactly(one + ":2,RS");
  }

  @Test
  void aKillBeforeTheListIsWrittenBringsNothingTwice() throws Exception {
    String one = comes(1, false);
    export();
    Files.delete(folder.resolve(".waggle"));
    assertThat(export()).contains("\"mails\":0");
    assertThat(files("new")).containsExactly(one);
  }

  @Test
  void aDamagedOneKeepsNoOtherBack() throws Exception {
    comes(1, false);
    comes(2, false);
    damaged = 1;
    assertThat(export()).contains("\"mails\":1", "\"damaged\":1");
    damaged = -1;
    assertThat(export()).contains("\"mails\":1", "\"damaged\":0");
    assertThat(files("new")).hasSize(2);
  }
}
