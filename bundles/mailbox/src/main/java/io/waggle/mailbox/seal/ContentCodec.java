package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.RecipientId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The TLVs of a mail: type in one byte, length in four. A type that is not known is passed over, so
 * that newer senders can add; a known one may stand once.
 */
final class ContentCodec {

  private static final int MESSAGE = 1;
  private static final int MANIFEST = 2;
  private static final int GRANT = 3;
  private static final int RECEIPT_REQUEST = 4;
  private static final int READ_RECEIPT = 5;
  private static final int SUCCESSOR = 6;

  private ContentCodec() {}

  static byte[] encode(Content content) {
    FieldWriter out = new FieldWriter();
    content.message().ifPresent(m -> tlv(out, MESSAGE, MessagePacking.pack(m)));
    content.manifest().ifPresent(m -> tlv(out, MANIFEST, m.encode()));
    content.grant().ifPresent(g -> tlv(out, GRANT, encode(g)));
    if (content.receiptWanted()) {
      tlv(out, RECEIPT_REQUEST, new byte[0]);
    }
    content.receiptFor().ifPresent(id -> tlv(out, READ_RECEIPT, id.bytes().toBytes()));
    content.successor().ifPresent(s -> tlv(out, SUCCESSOR, s.bytes().toBytes()));
    return out.toBytes();
  }

  private static void tlv(FieldWriter out, int type, byte[] value) {
    out.u8(type).u32(value.length).raw(value);
  }

  private static byte[] encode(Grant grant) {
    return new FieldWriter().raw(grant.secret()).u32(grant.generation()).toBytes();
  }

  static Content decode(byte[] bytes) {
    Map<Integer, byte[]> found = new HashMap<>();
    FieldReader in = new FieldReader(bytes);
    while (in.remaining() > 0) {
      int type = in.u8();
      byte[] value = in.raw(in.u32());
      if (found.put(type, value) != null) {
        throw new MalformedException("type " + type + " stands twice");
      }
    }
    return new Content(
        value(found, MESSAGE, MessagePacking::unpack),
        value(found, MANIFEST, Manifest::decode),
        value(found, GRANT, ContentCodec::grant),
        found.containsKey(RECEIPT_REQUEST),
        value(found, READ_RECEIPT, MailId::of),
        value(found, SUCCESSOR, b -> new RecipientId(ByteString.of(b))));
  }

  private static <V> Optional<V> value(
      Map<Integer, byte[]> found, int type, Function<byte[], V> decoder) {
    return Optional.ofNullable(found.get(type)).map(decoder);
  }

  private static Grant grant(byte[] value) {
    FieldReader in = new FieldReader(value);
    Grant grant = new Grant(in.bytes(32), in.u32());
    in.end();
    return grant;
  }
}
