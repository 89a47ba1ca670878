package io.waggle.mailbox.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.identity.MemoryVault;
import io.waggle.mailbox.identity.SealingKey;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.SizeClass;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:20:00Z");
  private static final Duration LIFE = Duration.ofDays(30);

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final MailSealer sealer = new MailSealer(crypto);
  private final MailOpener opener = new MailOpener(crypto);
  private final Identities identities = new Identities(crypto, new MemoryVault());
  private Identity anna;
  private Identity bert;
  private SealingKey key;

  @BeforeEach
  void people() throws Exception {
    anna = identities.create("anna", NOW);
    bert = identities.create("bert", NOW);
    key = identities.ring(bert.address()).profileKey(NOW);
  }

  private RecipientId to() {
    return new RecipientId(bert.address().fingerprint());
  }

  private MailBody body(Content content, Optional<ByteString> replyKey, Instant sent) {
    return new MailBody(
        anna.publicKey(),
        MailId.of(crypto.random(32)),
        sent,
        ByteString.of(crypto.random(32)),
        replyKey,
        content);
  }

  private MailBody body(int length) {
    byte[] incompressible = new byte[length];
    new Random(length).nextBytes(incompressible);
    return body(
        Content.of(ByteString.of(incompressible), Optional.empty(), false), Optional.empty(), NOW);
  }

  private SealedRecord seal(MailBody body, Instant now) throws TooLongException {
    MailSealer.Target target = new MailSealer.Target(to(), key.publicKey(), to().frontDoor(), LIFE);
    return sealer.seal(body, anna.seed().toBytes(), target, now);
  }

  private Opening open(byte[] record, Instant now) {
    return opener.open(record, to(), List.of(key), now);
  }

  @Test
  void whatIsSealedIsOpened() throws Exception {
    Grant grant = new Grant(ByteString.of(crypto.random(32)), 3);
    Manifest manifest =
        new Manifest(
            ByteString.of(crypto.random(32)), 100_000, ByteString.of(new byte[32]), 60_000, 2, 9);
    Content content =
        new Content(
            Optional.of(ByteString.of("From: a\r\n\r\nhello\r\n")),
            Optional.of(manifest),
            Optional.of(grant),
            true,
            Optional.of(MailId.of(crypto.random(32))),
            Optional.of(to()));
    MailBody body = body(content, Optional.of(key.publicKey()), NOW);
    SealedRecord record = seal(body, NOW);
    assertThat(record.bytes().length()).isEqualTo(4096);
    assertThat(record.header().box()).isEqualTo(to().frontDoor());
    assertThat(open(record.bytes().toBytes(), NOW)).isEqualTo(new Opening.Opened(body, key));
  }

  @Test
  void sizesAreThoseOfTheClasses() throws Exception {
    for (int length : new int[] {0, 2700, 2800, 6_500, 10_000, 30_000, 60_000, 64_130}) {
      SealedRecord record = seal(body(length), NOW);
      assertThat(SizeClass.ofBytes(record.bytes().length())).isPresent();
      assertThat(open(record.bytes().toBytes(), NOW)).isInstanceOf(Opening.Opened.class);
    }
    assertThat(seal(body(2500), NOW).bytes().length()).isEqualTo(4096);
    assertThat(seal(body(2700), NOW).bytes().length()).isEqualTo(8192);
  }

  @Test
  void whatIsTooLongSaysSo() {
    assertThrows(() -> seal(body(64_200), NOW));
  }

  private static void assertThrows(ThrowingCallable call) {
    org.assertj.core.api.Assertions.assertThatThrownBy(call).isInstanceOf(TooLongException.class);
  }

  @Test
  void everyFlippedBitIsNoticed() throws Exception {
    byte[] good = seal(body(100), NOW).bytes().toBytes();
    Random random = new Random(5);
    for (int i = 0; i < 900; i++) {
      int bit = i < RecordHeader.LENGTH * 8 ? i : random.nextInt(good.length * 8);
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(open(bad, NOW)).isNotInstanceOf(Opening.Opened.class);
    }
  }

  @Test
  void aMailCannotBeSealedOnToAThird() throws Exception {
    Identity carl = identities.create("carl", NOW);
    SealingKey carls = identities.ring(carl.address()).profileKey(NOW);
    RecipientId third = new RecipientId(carl.address().fingerprint());
    MailBody body = body(10);
    // Bert has Anna's body and signature, seals both to Carl; here with Anna's own seed, as if the
    // signature were good for anybody: it names Bert.
    MailSealer.Target target =
        new MailSealer.Target(to(), carls.publicKey(), third.frontDoor(), LIFE);
    SealedRecord forged = sealer.seal(body, anna.seed().toBytes(), target, NOW);
    assertThat(opener.open(forged.bytes().toBytes(), third, List.of(carls), NOW))
        .isEqualTo(new Opening.Refused("its signature does not hold"));
  }

  @Test
  void onlyTheKeyThatIsMeantIsTried() throws Exception {
    SealingKey other = identities.ring(anna.address()).profileKey(NOW);
    byte[] record = seal(body(10), NOW).bytes().toBytes();
    assertThat(opener.open(record, to(), List.of(other), NOW)).isEqualTo(new Opening.NotForUs());
  }

  @Test
  void timesAreChecked() throws Exception {
    byte[] record = seal(body(10), NOW).bytes().toBytes();
    assertThat(open(record, NOW.minus(Duration.ofHours(2)))).isEqualTo(new Opening.TooEarly());
    assertThat(open(record, NOW.plus(Duration.ofDays(30)))).isInstanceOf(Opening.Opened.class);
    assertThat(open(record, NOW.plus(Duration.ofDays(32)))).isInstanceOf(Opening.Refused.class);
    MailBody old =
        body(
            Content.of(ByteString.of("x"), Optional.empty(), false),
            Optional.empty(),
            NOW.minus(Duration.ofHours(27)));
    assertThat(open(seal(old, NOW).bytes().toBytes(), NOW))
        .isEqualTo(new Opening.Refused("its times contradict each other"));
  }

  @Test
  void aBodyOfRandomBytesNeverThrowsAnythingElse() throws Exception {
    byte[] good = body(50).encode();
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      byte[] cut = random.nextBoolean() ? bad : java.util.Arrays.copyOf(bad, random.nextInt(200));
      try {
        MailBody.decode(cut);
      } catch (io.waggle.mailbox.field.MalformedException | IllegalArgumentException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void aBombIsNotBlownUp() {
    ByteString zeros = ByteString.of(new byte[1 << 20]);
    byte[] packed = MessagePacking.pack(zeros);
    assertThat(packed.length).isLessThan(2000);
    assertThat(MessagePacking.unpack(packed)).isEqualTo(zeros);
    packed[2] = 0;
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> MessagePacking.unpack(packed))
        .isInstanceOf(io.waggle.mailbox.field.MalformedException.class);
  }
}
