package io.waggle.mailbox.field;

import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads fields; allocates nothing for what is not there. */
public final class FieldReader {

  private final ByteBuffer in;

  /** Over bytes that stay as they are. */
  public FieldReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  private void need(long bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new MalformedException("cut short: " + bytes + " bytes wanted, " + in.remaining());
    }
  }

  /** One byte. */
  public int u8() {
    need(1);
    return in.get() & 0xff;
  }

  /** Two bytes. */
  public int u16() {
    need(2);
    return in.getShort() & 0xffff;
  }

  /** Four bytes. */
  public long u32() {
    need(4);
    return in.getInt() & 0xffffffffL;
  }

  /** Eight bytes. */
  public long u64() {
    need(8);
    return in.getLong();
  }

  /** So many bytes. */
  public byte[] raw(long length) {
    need(length);
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  /** So many bytes as a value. */
  public ByteString bytes(long length) {
    return ByteString.of(raw(length));
  }

  /** Bytes behind their length in two bytes. */
  public ByteString sized() {
    return bytes(u16());
  }

  /** UTF-8 behind its length. */
  public String text() {
    return new String(raw(u16()), StandardCharsets.UTF_8);
  }

  /** How many bytes are left. */
  public int remaining() {
    return in.remaining();
  }

  /** Refuses what stands behind the last field. */
  public void end() {
    if (in.hasRemaining()) {
      throw new MalformedException(in.remaining() + " bytes too many");
    }
  }
}
