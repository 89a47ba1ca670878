package io.waggle.kademliadht.krpc;

import io.waggle.api.dht.NodeId;
import java.nio.charset.StandardCharsets;

/**
 * Writes bencoded bytes into an array that is used again for each message. The caller keeps keys
 * sorted and stays within {@link #CAPACITY}. Not thread-safe.
 */
public final class KrpcWriter {

  /** More than any message we send. */
  public static final int CAPACITY = 2048;

  private final byte[] b = new byte[CAPACITY];
  private int at;

  /** Starts anew. */
  public KrpcWriter reset() {
    at = 0;
    return this;
  }

  /** The array. */
  public byte[] buffer() {
    return b;
  }

  /** How much is written. */
  public int length() {
    return at;
  }

  /** Goes back to a length noted before. */
  public void truncate(int length) {
    at = length;
  }

  /** Bytes as they are, such as a prepared key. */
  public KrpcWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** A range of bytes as they are. */
  public KrpcWriter raw(byte[] bytes, int from, int length) {
    System.arraycopy(bytes, from, b, at, length);
    at += length;
    return this;
  }

  /** One byte: d, l, e. */
  public KrpcWriter raw(char one) {
    b[at++] = (byte) one;
    return this;
  }

  /** A string. */
  public KrpcWriter string(byte[] bytes) {
    return string(bytes, 0, bytes.length);
  }

  /** A string. */
  public KrpcWriter string(byte[] bytes, int from, int length) {
    return header(length).raw(bytes, from, length);
  }

  /** A string of ASCII. */
  public KrpcWriter string(String text) {
    return string(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The length and colon of a string whose bytes follow. */
  public KrpcWriter header(int length) {
    decimal(length);
    return raw(':');
  }

  /** An integer. */
  public KrpcWriter integer(long value) {
    raw('i');
    decimal(value);
    return raw('e');
  }

  private void decimal(long value) {
    if (value < 0) {
      raw('-');
      if (value == Long.MIN_VALUE) {
        raw("9223372036854775808".getBytes(StandardCharsets.US_ASCII));
        return;
      }
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    for (int i = at + digits - 1; i >= at; i--) {
      b[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += digits;
  }

  /** An id as a string. */
  public KrpcWriter id(NodeId id) {
    return header(NodeId.LENGTH).bits(id.hi(), 8).bits(id.mid(), 8).bits(id.lo(), 4);
  }

  /** The low bytes of a number, big-endian. */
  public KrpcWriter bits(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      b[at + i] = (byte) (value >>> (8 * (bytes - 1 - i)));
    }
    at += bytes;
    return this;
  }

  /** A compact endpoint without length. */
  public KrpcWriter endpoint(Endpoint endpoint) {
    at = endpoint.write(b, at);
    return this;
  }
}
