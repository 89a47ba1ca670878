package io.waggle.mailbox.field;

import io.waggle.api.dht.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects fields, big-endian. */
public final class FieldWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The lowest {@code bytes} bytes of a number. */
  private FieldWriter number(long value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  /** One byte. */
  public FieldWriter u8(int value) {
    return number(value, 1);
  }

  /** Two bytes. */
  public FieldWriter u16(int value) {
    return number(value, 2);
  }

  /** Four bytes. */
  public FieldWriter u32(long value) {
    return number(value, 4);
  }

  /** Eight bytes. */
  public FieldWriter u64(long value) {
    return number(value, 8);
  }

  /** Bytes as they are. */
  public FieldWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Bytes as they are. */
  public FieldWriter raw(ByteString bytes) {
    return raw(bytes.toBytes());
  }

  /** Bytes behind their length in two bytes. */
  public FieldWriter sized(byte[] bytes) {
    return u16(bytes.length).raw(bytes);
  }

  /** Bytes behind their length in two bytes. */
  public FieldWriter sized(ByteString bytes) {
    return sized(bytes.toBytes());
  }

  /** UTF-8 behind its length. */
  public FieldWriter text(String text) {
    return sized(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes so far. */
  public int length() {
    return out.size();
  }

  /** All of it. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
