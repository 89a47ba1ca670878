package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is sealed, but for the signature.
 *
 * @param sender Ed25519 public key of who signs, 32 bytes
 * @param id random, names the mail on both sides
 * @param sent to the millisecond
 * @param proof what deletes the record and proves delivery (DA), 32 bytes
 * @param replyKey the X-Wing key to seal an answer to, 1216 bytes
 * @param content what is in it
 */
public record MailBody(
    ByteString sender,
    MailId id,
    Instant sent,
    ByteString proof,
    Optional<ByteString> replyKey,
    Content content) {

  private static final int VERSION = 1;
  private static final int REPLY_KEY = 1216;

  byte[] encode() {
    byte[] tlvs = ContentCodec.encode(content);
    return new FieldWriter()
        .u8(VERSION)
        .u8(0)
        .u16(0)
        .raw(sender)
        .raw(id.bytes())
        .u64(sent.toEpochMilli())
        .raw(proof)
        .sized(replyKey.orElse(ByteString.EMPTY))
        .u32(tlvs.length)
        .raw(tlvs)
        .toBytes();
  }

  /** Reads a body; throws what tells that it is none. */
  static MailBody decode(byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    int version = in.u8();
    // Flags and reserved bytes belong to newer senders.
    in.raw(3);
    if (version != VERSION) {
      throw new MalformedException("a mail of version " + version);
    }
    ByteString sender = in.bytes(32);
    MailId id = MailId.of(in.raw(32));
    Instant sent = Instant.ofEpochMilli(in.u64());
    ByteString proof = in.bytes(32);
    ByteString replyKey = in.sized();
    if (replyKey.length() != 0 && replyKey.length() != REPLY_KEY) {
      throw new MalformedException("a reply key of " + replyKey.length() + " bytes");
    }
    byte[] tlvs = in.raw(in.u32());
    in.end();
    Optional<ByteString> key = Optional.of(replyKey).filter(k -> k.length() > 0);
    return new MailBody(sender, id, sent, proof, key, ContentCodec.decode(tlvs));
  }
}
