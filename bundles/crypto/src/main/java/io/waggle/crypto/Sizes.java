package io.waggle.crypto;

import java.io.ByteArrayOutputStream;

/** Checks of lengths, and parts put together. */
final class Sizes {

  private Sizes() {}

  static byte[] check(String what, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(what + " has " + length + " bytes, not " + bytes.length);
    }
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    if (parts.length == 1) {
      return parts[0];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
