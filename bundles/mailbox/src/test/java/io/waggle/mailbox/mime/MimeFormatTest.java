package io.waggle.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Attachment;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MimeFormatTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final MimeFormat format = new MimeFormat();

  private static Letter letter(List<Attachment> attachments) {
    return new Letter(
        "wg1aaa@waggle.alt",
        List.of("wg1bbb@waggle.alt", "wg1ccc@waggle.alt"),
        "Grüße aus dem Süden",
        NOW,
        Optional.of("1@waggle.alt"),
        Optional.of("0@waggle.alt"),
        "Hallo,\r\n\r\nwie geht's? Schön.\r\n",
        attachments);
  }

  @Test
  void aLetterReadsBack() throws Exception {
    Letter plain = letter(List.of());
    assertThat(format.read(format.compose(plain))).isEqualTo(plain);
    Letter attached =
        letter(
            List.of(
                new Attachment("bild.png", "image/png", ByteString.of(new byte[] {0, 1, -1})),
                new Attachment("übersicht.txt", "text/plain", ByteString.of("a\r\nb"))));
    Letter read = format.read(format.compose(attached));
    assertThat(read.text()).isEqualTo(attached.text());
    assertThat(read.attachments()).isEqualTo(attached.attachments());
  }

  @Test
  void subjectsAreOneLine() {
    ByteString message =
        ByteString.of("Subject: a\r\n b\u0007\u001b[31m =?utf-8?q?c=0Ad?=\r\n\r\nx");
    assertThat(format.subject(message)).isEqualTo("a b [31m c d");
    assertThat(format.subject(ByteString.of(""))).isEmpty();
  }

  @Test
  void namesOfAttachmentsAreNoPaths() throws Exception {
    Letter evil =
        letter(List.of(new Attachment("../../etc/passwd", "text/x-a", ByteString.of("x"))));
    assertThat(format.read(format.compose(evil)).attachments().get(0).name())
        .isEqualTo(".._.._etc_passwd");
  }

  @Test
  void damagedOnesThrowNothingElse() {
    byte[] good =
        format
            .compose(letter(List.of(new Attachment("a", "text/x-a", ByteString.of("xyz")))))
            .toBytes();
    Random random = new Random(3);
    for (int i = 0; i < 3000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(20); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        format.read(ByteString.of(bad));
      } catch (MailException e) {
        assertThat(e).hasMessageContaining("no mail");
      }
    }
  }

  @Test
  void aReportIsOneOfRfc3464() throws Exception {
    ByteString report =
        StatusReport.compose(
            letter(List.of()),
            new StatusReport.Fact("failed", "5.4.7", "wg1bbb@waggle.alt", "abc"));
    assertThat(report.toText())
        .contains("multipart/report", "report-type=delivery-status", "Status: 5.4.7")
        .contains("Action: failed", "Final-Recipient: rfc822; wg1bbb@waggle.alt");
    assertThat(format.read(report).text()).contains("wie geht's");
  }
}
