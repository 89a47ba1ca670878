package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveredMessageTest {

  private static final Address ANNA = Address.of(new byte[32]);
  private static final Address BERT =
      Address.of(
          new byte[] {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1
          });
  private static final Instant SENT = Instant.parse("2026-11-25T04:00:00Z");
  private static final ReceivedMail MAIL =
      new ReceivedMail(
          MailId.of(new byte[32]), ANNA, BERT, "s", 1, SENT, SENT.plusSeconds(9), false, false);
  private static final String BEFORE =
      "Return-Path: <%s>\nDelivered-To: %s\nX-Waggle-Id: %s\n"
          .formatted(ANNA.asMail(), BERT.asMail(), MAIL.id());

  private static String delivered(String message) {
    return new String(
        DeliveredMessage.of(message.getBytes(StandardCharsets.UTF_8), MAIL),
        StandardCharsets.UTF_8);
  }

  @Test
  void whoHasSignedStandsThereAlready() {
    String from = "From: \"An na\" <" + ANNA.asMail() + ">\r\n";
    assertThat(delivered(from + "Subject: gr\u00fc\u00dfe\r\n\r\nFrom here\r\n.\r\n"))
        .isEqualTo(BEFORE + from.strip() + "\nSubject: gr\u00fc\u00dfe\n\nFrom here\n.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boss@example.org",
        "Boss <boss@example.org>, %s@waggle.alt",
        "\"boss@example.org\" <%s@waggle.alt>",
        "nobody",
        "%sx",
        "wg1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq@waggle.alt",
      })
  void anybodyElseIsNotProved(String lie) {
    String from = lie.formatted(ANNA);
    assertThat(delivered("Subject: s\r\nFROM: " + from + "\r\n\r\nx\r\n"))
        .isEqualTo(
            BEFORE
                + "From: <"
                + ANNA.asMail()
                + ">\nSubject: s\nX-Unproved-From: "
                + from
                + "\n\nx\n");
  }

  @Test
  void noSecondWriterStays() {
    String from = "From: " + ANNA.asMail() + "\r\n";
    assertThat(delivered(from + "From: boss\r\n b\r\n\r\nx"))
        .startsWith(BEFORE + "From: <" + ANNA.asMail() + ">\nX-Unproved-From: " + ANNA.asMail())
        .endsWith("\nX-Unproved-From: boss\n b\n\nx");
  }

  @Test
  void whatHasNoHeaderIsAllText() {
    assertThat(delivered("hello\r\nFrom: me\r\n\r\nx\r\n"))
        .isEqualTo(
            BEFORE
                + "From: <%s>\nTo: <%s>\nDate: Wed, 25 Nov 2026 04:00:00 GMT\n\n"
                    .formatted(ANNA.asMail(), BERT.asMail())
                + "hello\nFrom: me\n\nx\n");
  }

  @Test
  void bytesThatAreNoLinesStayAsTheyAre() {
    String message = "From: " + ANNA.asMail() + "\r\n\r\na\nb\r\nc\rd";
    assertThat(delivered(message)).endsWith(message);
    assertThat(delivered(message.replace("a\n", "a"))).endsWith("\n\nab\nc\rd");
  }

  @Test
  void anyBytesAreDelivered() {
    Random random = new Random(9);
    byte[] sample =
        ("From: " + ANNA.asMail() + "\r\nTo: b\r\n c\r\n\r\nd").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = sample.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      byte[] delivered = DeliveredMessage.of(damaged, MAIL);
      MessageHead head = MessageHead.any(delivered).orElseThrow();
      assertThat(head.isFrom(ANNA)).isTrue();
    }
  }
}
