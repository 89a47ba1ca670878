package io.waggle.testkit.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Damages packets at random but repeatably: flips, cuts, repeats, splices, extreme bytes. How many
 * is set by the system property {@code waggle.fuzz.mutations}; the profile {@code long} of the
 * build sets ten million.
 */
public final class Mutations {

  private static final byte[] EXTREMES = {0, 1, -1, 127, -128, 'd', 'e', 'i', 'l', ':', '-', '0'};

  private Mutations() {}

  /** How many packets {@link #each} makes. */
  public static int count() {
    return Integer.getInteger("waggle.fuzz.mutations", 100_000);
  }

  /** Hands {@link #count()} damaged packets to the taker. */
  public static void each(List<byte[]> packets, long seed, Consumer<byte[]> taker) {
    Random random = new Random(seed);
    for (int i = 0; i < count(); i++) {
      byte[] packet = packets.get(random.nextInt(packets.size())).clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        packet = mutate(packet, packets, random);
      }
      taker.accept(packet);
    }
  }

  private static byte[] mutate(byte[] packet, List<byte[]> packets, Random random) {
    if (packet.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(packet.length);
    switch (random.nextInt(7)) {
      case 0 -> packet[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> packet[at] = (byte) random.nextInt();
      case 2 -> packet[at] = EXTREMES[random.nextInt(EXTREMES.length)];
      case 3 -> {
        return Arrays.copyOf(packet, at);
      }
      case 4 -> {
        return splice(packet, at, packet, random.nextInt(packet.length));
      }
      case 5 -> {
        byte[] other = packets.get(random.nextInt(packets.size()));
        return splice(packet, at, other, random.nextInt(other.length + 1));
      }
      default -> {
        return Arrays.copyOf(packet, Math.min(70_000, packet.length + random.nextInt(600)));
      }
    }
    return packet;
  }

  private static byte[] splice(byte[] head, int until, byte[] tail, int from) {
    byte[] both = Arrays.copyOf(head, until + tail.length - from);
    System.arraycopy(tail, from, both, until, tail.length - from);
    return both;
  }
}
