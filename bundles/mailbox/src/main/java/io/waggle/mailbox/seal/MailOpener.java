package io.waggle.mailbox.seal;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Sealer;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.identity.SealingKey;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Opens records and checks all that MAIL.md §4 demands but for the id, which only the inbox knows
 * to be new. Never tries a key that the hint does not name. Stateless; any thread may call.
 */
public final class MailOpener {

  /** How far the sender's two times may lie apart. */
  static final Duration DRIFT = Duration.ofHours(26);

  /** How much later than now a record may have been made. */
  static final Duration AHEAD = Duration.ofHours(1);

  /** How long after its end a record is still taken: the slack of a clock. */
  static final Duration AFTER_END = Duration.ofDays(1);

  private static final int BODY_AT = RecordHeader.LENGTH + Sealer.ENCAPSULATED;

  private final Crypto crypto;

  /** With the cryptography to use. */
  public MailOpener(Crypto crypto) {
    this.crypto = crypto;
  }

  /**
   * Opens a record with whichever key it names.
   *
   * @param recipient whose keys they are
   */
  public Opening open(byte[] record, RecipientId recipient, List<SealingKey> keys, Instant now) {
    Optional<RecordHeader> header = RecordHeader.ofWhole(record);
    if (header.isEmpty() || header.get().type() != RecordType.HEAD) {
      return new Opening.Refused("not the head of a mail");
    }
    Optional<Opening> wrongTime = time(header.get(), now);
    if (wrongTime.isPresent()) {
      return wrongTime.get();
    }
    byte[] enc = Arrays.copyOfRange(record, RecordHeader.LENGTH, BODY_AT);
    for (SealingKey key : keys) {
      if (MailSealer.hint(crypto, enc, key.publicKey()) == header.get().hint()) {
        Optional<byte[]> plain = plain(record, enc, key);
        if (plain.isPresent()) {
          return checked(plain.get(), header.get(), enc, recipient, key);
        }
      }
    }
    return new Opening.NotForUs();
  }

  private static Optional<Opening> time(RecordHeader header, Instant now) {
    if (header.created() > now.plus(AHEAD).getEpochSecond()) {
      return Optional.of(new Opening.TooEarly());
    }
    if (header.expires() < now.minus(AFTER_END).getEpochSecond()) {
      return Optional.of(new Opening.Refused("its time is over"));
    }
    return Optional.empty();
  }

  private Optional<byte[]> plain(byte[] record, byte[] enc, SealingKey key) {
    return crypto
        .sealer()
        .open(
            key.secret().toBytes(),
            enc,
            MailSealer.INFO,
            Arrays.copyOf(record, RecordHeader.LENGTH),
            Arrays.copyOfRange(record, BODY_AT, record.length));
  }

  private Opening checked(
      byte[] plain, RecordHeader header, byte[] enc, RecipientId recipient, SealingKey key) {
    try {
      FieldReader in = new FieldReader(plain);
      byte[] body = in.raw(in.u32() - MailSealer.SIGNATURE);
      byte[] signature = in.raw(MailSealer.SIGNATURE);
      MailBody mail = MailBody.decode(body);
      byte[] signed = MailSealer.signed(crypto, recipient, enc, body);
      if (!crypto.signatures().verify(mail.sender().toBytes(), signature, signed)) {
        return new Opening.Refused("its signature does not hold");
      }
      return agreeing(mail, header, key);
    } catch (MalformedException | IllegalArgumentException e) {
      return new Opening.Refused(String.valueOf(e.getMessage()));
    }
  }

  private Opening agreeing(MailBody mail, RecordHeader header, SealingKey key) {
    if (!DeliveryProof.holds(crypto.hashes(), mail.proof(), header.verifier())) {
      return new Opening.Refused("its proof of delivery is that of another record");
    }
    Duration apart = Duration.between(Instant.ofEpochSecond(header.created()), mail.sent());
    if (apart.abs().compareTo(DRIFT) > 0) {
      return new Opening.Refused("its times contradict each other");
    }
    return new Opening.Opened(mail, key);
  }
}
