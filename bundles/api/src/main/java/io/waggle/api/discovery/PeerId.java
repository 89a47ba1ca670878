package io.waggle.api.discovery;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name a peer gives itself in its handshake; 32 random bytes in discovery-swarm, 1 to {@value
 * #MAX_LENGTH} here. Ordered as its lower-case hex text, which is the order duplicate connections
 * are settled by. Immutable.
 */
public final class PeerId implements Comparable<PeerId> {

  /** The longest id accepted from a peer, in bytes. */
  public static final int MAX_LENGTH = 256;

  private final byte[] bytes;

  private PeerId(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a peer id has 1 to " + MAX_LENGTH + " bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** From raw bytes. */
  public static PeerId of(byte[] bytes) {
    return new PeerId(bytes);
  }

  /** From hex text of either case. */
  public static PeerId parse(String hex) {
    return new PeerId(HexFormat.of().parseHex(hex));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(PeerId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId p && Arrays.equals(bytes, p.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
