package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;
import java.util.Arrays;

/**
 * Where a person gets mail: the hash of a public key, written in 62 letters and digits so that a
 * mistyped one is noticed. It fits the local part of a mail address (RFC 5321 §4.5.3.1.1).
 *
 * @param fingerprint 32 bytes
 */
public record Address(ByteString fingerprint) implements Comparable<Address> {

  /** Bytes of a fingerprint. */
  public static final int LENGTH = 32;

  /** What stands after the {@code @} where a mail address is wanted; reserved by RFC 9476. */
  public static final String DOMAIN = "waggle.alt";

  private static final String PREFIX = "wg";
  private static final byte SUITE = 1;

  /** Checks the length. */
  public Address {
    if (fingerprint.length() != LENGTH) {
      throw new IllegalArgumentException("a fingerprint has 32 bytes, not " + fingerprint.length());
    }
  }

  /** From 32 bytes. */
  public static Address of(byte[] fingerprint) {
    return new Address(ByteString.of(fingerprint));
  }

  /**
   * Reads {@code wg1...}, in either case, with or without {@code @} and a domain.
   *
   * @throws IllegalArgumentException if it is mistyped; the message is for a person
   */
  public static Address parse(String text) {
    String given = text.strip();
    int at = given.indexOf('@');
    String local = at < 0 ? given : given.substring(0, at);
    try {
      return decode(Bech32m.decode(PREFIX, local));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + given + "' is no address: " + e.getMessage(), e);
    }
  }

  private static Address decode(byte[] bytes) {
    if (bytes.length != 1 + LENGTH) {
      throw new IllegalArgumentException("it is too short or too long");
    }
    if (bytes[0] != SUITE) {
      throw new IllegalArgumentException("it is of a newer kind, " + bytes[0]);
    }
    return of(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** As a mail address: {@code wg1...@waggle.alt}. */
  public String asMail() {
    return this + "@" + DOMAIN;
  }

  /** Its first letters, for a table. */
  public String brief() {
    return toString().substring(0, 11);
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(fingerprint.toBytes(), other.fingerprint.toBytes());
  }

  /** {@code wg1...}, 62 characters. */
  @Override
  public String toString() {
    byte[] bytes = new byte[1 + LENGTH];
    bytes[0] = SUITE;
    System.arraycopy(fingerprint.toBytes(), 0, bytes, 1, LENGTH);
    return Bech32m.encode(PREFIX, bytes);
  }
}
