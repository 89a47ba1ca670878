package io.waggle.mailbox.record;

import java.util.Arrays;
import java.util.Optional;

/** The sizes a sealed record may have; nothing between them, so that the size tells little. */
public enum SizeClass {
  /** 4,096 bytes. */
  K4(0),
  /** 8,192 bytes. */
  K8(1),
  /** 16,384 bytes. */
  K16(2),
  /** 32,768 bytes. */
  K32(3),
  /** 65,536 bytes. */
  K64(4);

  private static final int KIB = 1024;
  private static final int SMALLEST = 4;

  private final int doublings;

  SizeClass(int doublings) {
    this.doublings = doublings;
  }

  /** Size in KiB, as the header has it. */
  public int kib() {
    return SMALLEST << doublings;
  }

  /** Size in bytes. */
  public int bytes() {
    return kib() * KIB;
  }

  /** How often 4 KiB was doubled, 0 to 4: each doubling costs the sender a bit of work. */
  public int doublings() {
    return doublings;
  }

  /** By its KiB. */
  public static Optional<SizeClass> ofKib(int kib) {
    return Arrays.stream(values()).filter(size -> size.kib() == kib).findFirst();
  }

  /** By its exact bytes. */
  public static Optional<SizeClass> ofBytes(int bytes) {
    return Arrays.stream(values()).filter(size -> size.bytes() == bytes).findFirst();
  }

  /** The smallest that holds so many bytes; empty if none does. */
  public static Optional<SizeClass> fitting(int bytes) {
    return Arrays.stream(values()).filter(size -> size.bytes() >= bytes).findFirst();
  }
}
