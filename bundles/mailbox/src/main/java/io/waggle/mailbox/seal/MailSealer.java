package io.waggle.mailbox.seal;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Sealer;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.record.SizeClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Seals mails. Stateless; any thread may call. */
public final class MailSealer {

  static final byte[] INFO = ascii("waggle-seal-v1");
  static final byte[] SIGNATURE_TAG = ascii("waggle-sig-v1");
  static final int SIGNATURE = 64;
  static final int TAG = 16;

  /** Everything of a head record that is not plaintext. */
  static final int AROUND = RecordHeader.LENGTH + Sealer.ENCAPSULATED + TAG;

  private static final int USED = 4;

  private final Crypto crypto;

  /** With the cryptography to use. */
  public MailSealer(Crypto crypto) {
    this.crypto = crypto;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whither a mail goes.
   *
   * @param recipient who shall read it; bound by the signature
   * @param key the X-Wing key of the recipient's to seal to
   * @param box where it will lie
   * @param life how long it is kept, at most 30 days
   */
  public record Target(RecipientId recipient, ByteString key, NodeId box, Duration life) {}

  /**
   * Seals and signs.
   *
   * @param seed of the sender's identity
   * @throws TooLongException if the mail must go in pieces
   */
  public SealedRecord seal(MailBody body, byte[] seed, Target target, Instant now)
      throws TooLongException {
    byte[] encoded = body.encode();
    int needed = AROUND + USED + encoded.length + SIGNATURE;
    SizeClass size =
        SizeClass.fitting(needed).orElseThrow(() -> new TooLongException(encoded.length));
    Sealer.Seal seal = crypto.sealer().seal(target.key().toBytes(), INFO);
    byte[] enc = seal.encapsulated();
    byte[] head = header(body, target, size, enc, now).encode();
    byte[] signed = signed(crypto, target.recipient(), enc, encoded);
    // Of the length that is left of the size: what follows the signature is zero.
    byte[] plain =
        ByteBuffer.allocate(size.bytes() - AROUND)
            .putInt(encoded.length + SIGNATURE)
            .put(encoded)
            .put(crypto.signatures().sign(seed, signed))
            .array();
    byte[] sealed = seal.seal(head, plain);
    return record(ByteBuffer.allocate(size.bytes()).put(head).put(enc).put(sealed).array());
  }

  private RecordHeader header(
      MailBody body, Target target, SizeClass size, byte[] enc, Instant now) {
    return RecordHeader.at(
        RecordType.HEAD,
        target.box(),
        DeliveryProof.verifier(crypto.hashes(), body.proof()),
        now.getEpochSecond(),
        target.life().toSeconds(),
        size,
        hint(crypto, enc, target.key()));
  }

  private SealedRecord record(byte[] bytes) {
    return new SealedRecord(
        RecordHeader.ofWhole(bytes).orElseThrow(),
        RecordId.of(crypto.hashes(), bytes),
        ByteString.of(bytes));
  }

  /** What is signed: recipient and encapsulation, so that nobody can seal it on to another. */
  static byte[] signed(Crypto crypto, RecipientId recipient, byte[] enc, byte[] body) {
    return crypto
        .hashes()
        .sha256(SIGNATURE_TAG, recipient.bytes().toBytes(), enc, crypto.hashes().sha256(body));
  }

  /** Tells the recipient which of its keys to try; random to whoever does not know the key. */
  static int hint(Crypto crypto, byte[] enc, ByteString key) {
    return ByteBuffer.wrap(crypto.hashes().sha256(enc, key.toBytes())).getInt();
  }
}
