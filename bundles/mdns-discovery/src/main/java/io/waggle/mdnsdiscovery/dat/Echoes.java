package io.waggle.mdnsdiscovery.dat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The questions we have just sent on a link, each of which comes back to us once. A question has
 * nothing in it to know its sender by; another program on this machine may ask the same, and its
 * packet is then one more than those that are ours.
 */
final class Echoes {

  private static final long LIFE = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 256;

  private record Sent(ByteBuffer packet, long at) {}

  private final Deque<Sent> sent = new ArrayDeque<>();

  void sent(byte[] packet, long now) {
    if (sent.size() >= MOST) {
      sent.pollFirst();
    }
    sent.addLast(new Sent(ByteBuffer.wrap(packet), now));
  }

  /** Whether a packet from one of our addresses is ours; each is once. */
  boolean isOurs(byte[] packet, long now) {
    while (!sent.isEmpty() && now - sent.peekFirst().at() > LIFE) {
      sent.pollFirst();
    }
    ByteBuffer heard = ByteBuffer.wrap(packet);
    for (Iterator<Sent> each = sent.iterator(); each.hasNext(); ) {
      if (each.next().packet().equals(heard)) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  void clear() {
    sent.clear();
  }
}
