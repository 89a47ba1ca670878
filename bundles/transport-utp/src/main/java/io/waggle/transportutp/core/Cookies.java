package io.waggle.transportutp.core;

import io.waggle.common.hash.SipHash;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * First sequence numbers that prove that their owner has seen our answer to its SYN, so that a SYN
 * needs no memory (as SYN cookies of TCP, RFC 4987 §3.6). They last one to two minutes.
 */
final class Cookies {

  private static final long LIFE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier random;
  private SipHash current;
  private SipHash previous;
  private long renewAt;

  Cookies(LongSupplier random, long now) {
    this.random = random;
    current = fresh();
    previous = current;
    renewAt = now + LIFE;
  }

  private SipHash fresh() {
    return new SipHash(random.getAsLong(), random.getAsLong());
  }

  /** Our first number for a SYN. */
  int bake(long now, InetSocketAddress from, int id, int syn) {
    renew(now);
    return number(current, from, id, syn);
  }

  /** Whether we gave this number to such a SYN of late. */
  boolean isOurs(long now, InetSocketAddress from, int id, int syn, int number) {
    renew(now);
    return number == number(current, from, id, syn) || number == number(previous, from, id, syn);
  }

  private void renew(long now) {
    while (now - renewAt >= 0) {
      boolean idle = now - renewAt >= LIFE;
      previous = idle ? fresh() : current;
      current = fresh();
      renewAt = idle ? now + LIFE : renewAt + LIFE;
    }
  }

  private static int number(SipHash hash, InetSocketAddress from, int id, int syn) {
    byte[] host = from.getAddress().getAddress();
    ByteBuffer text = ByteBuffer.allocate(host.length + 6);
    text.put(host).putShort((short) from.getPort()).putShort((short) id).putShort((short) syn);
    return (int) hash.hash(text.array(), text.position()) & 0xffff;
  }
}
