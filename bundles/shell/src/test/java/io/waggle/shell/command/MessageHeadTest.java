package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.mail.Address;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageHeadTest {

  private static final Address ANNA = Address.of(new byte[32]);

  private static Optional<MessageHead> head(String text) {
    return MessageHead.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String canonical(String text) {
    return new String(head(text).orElseThrow().canonical(), StandardCharsets.UTF_8);
  }

  @Test
  void aTextIsNoMessage() {
    assertThat(head("hello there\n\nbye")).isEmpty();
    assertThat(head("Note: buy milk\n\nbye")).isEmpty();
    assertThat(head("From: x\nand so on\n\nbye")).isEmpty();
    assertThat(head("")).isEmpty();
  }

  @Test
  void recipientsStandInFoldedFieldsInEitherCase() {
    MessageHead head =
        head("Subject: x\r\nTo: Anna\r\n <"
                + ANNA.asMail().toUpperCase(java.util.Locale.ROOT)
                + ">\r\nCc: b@example.org\r\n\r\nTo: nobody\r\n")
            .orElseThrow();
    assertThat(head.addresses("to", "cc", "bcc")).containsExactly(ANNA);
    assertThat(head.addresses("from")).isEmpty();
    assertThat(head.has("cc")).isTrue();
  }

  @Test
  void linesEndWithCrLfAndABlindCopyStaysBlind() {
    assertThat(canonical("To: a\nBcc: b,\n c\nSubject: s\n\nBcc: stays\n"))
        .isEqualTo("To: a\r\nSubject: s\r\n\r\nBcc: stays\r\n");
  }

  @Test
  void whatHasCrLfIsLeftAlone() {
    String message = "To: a\r\n\r\nlone \n feed and no end";
    assertThat(canonical(message)).isEqualTo(message);
  }

  @Test
  void anyBytesAreReadToTheEnd() {
    Random random = new Random(7);
    byte[] sample = "From: a\r\nTo: b\r\n c\r\n\r\nd".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = sample.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      MessageHead.of(damaged).ifPresent(MessageHead::canonical);
    }
  }
}
