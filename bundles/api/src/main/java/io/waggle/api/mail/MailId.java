package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;
import java.util.HexFormat;

/**
 * Names one mail to one recipient, on both sides. Random; a storing node never sees it.
 *
 * @param bytes 32 bytes
 */
public record MailId(ByteString bytes) {

  /** In bytes. */
  public static final int LENGTH = 32;

  /** Checks the length. */
  public MailId {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException("a mail's id has 32 bytes, not " + bytes.length());
    }
  }

  /** From 32 bytes. */
  public static MailId of(byte[] bytes) {
    return new MailId(ByteString.of(bytes));
  }

  /**
   * From 64 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static MailId parse(String hex) {
    return of(HexFormat.of().parseHex(hex.strip()));
  }

  /** Its first eight digits, for a table. */
  public String brief() {
    return toString().substring(0, 8);
  }

  /** 64 hex digits. */
  @Override
  public String toString() {
    return bytes.toString();
  }
}
