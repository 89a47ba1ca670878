package io.waggle.api.dht;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value. Immutable. */
public final class ByteString {

  /** No bytes. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /** The text in UTF-8. */
  public static ByteString of(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many. */
  public int length() {
    return bytes.length;
  }

  /** A copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** As UTF-8 text. */
  public String toText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString b && Arrays.equals(bytes, b.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
