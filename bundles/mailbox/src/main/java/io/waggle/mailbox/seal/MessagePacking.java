package io.waggle.mailbox.seal;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A message inside a record: as it is, or deflated (RFC 1951) where that makes it shorter. */
final class MessagePacking {

  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;
  private static final int BUFFER = 8192;

  private MessagePacking() {}

  static byte[] pack(ByteString message) {
    byte[] bytes = message.toBytes();
    byte[] deflated = MessageDeflater.deflate(bytes);
    FieldWriter out = new FieldWriter();
    return deflated.length < bytes.length
        ? out.u8(DEFLATED).u32(bytes.length).raw(deflated).toBytes()
        : out.u8(PLAIN).u32(bytes.length).raw(bytes).toBytes();
  }

  static ByteString unpack(byte[] value) {
    FieldReader in = new FieldReader(value);
    int kind = in.u8();
    long length = in.u32();
    byte[] rest = in.raw(in.remaining());
    if (length > Manifest.LONGEST || kind > DEFLATED) {
      throw new MalformedException("a message of " + length + " bytes and kind " + kind);
    }
    byte[] bytes = kind == PLAIN ? rest : inflate(rest, (int) length);
    if (bytes.length != length) {
      throw new MalformedException("a message of " + bytes.length + " bytes, not " + length);
    }
    return ByteString.of(bytes);
  }

  /** Grows as the bytes come, so that a length alone costs nothing. */
  private static byte[] inflate(byte[] deflated, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int got = inflater.inflate(buffer);
        out.write(buffer, 0, got);
        if ((got == 0 && !inflater.finished()) || out.size() > length) {
          throw new MalformedException("a message that is cut short or longer than it says");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new MalformedException("a message that does not inflate");
    } finally {
      inflater.end();
    }
  }
}
