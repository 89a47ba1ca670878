package io.waggle.transportutp.packet;

/** Sequence numbers of 16 bits, which wrap. */
public final class Sequence {

  private static final int MASK = 0xffff;

  private Sequence() {}

  /** The number {@code steps} after it, 0 to 65535. */
  public static int plus(int number, int steps) {
    return number + steps & MASK;
  }

  /** How far {@code a} is after {@code b}, -32768 to 32767. */
  public static int distance(int a, int b) {
    return (short) (a - b);
  }
}
