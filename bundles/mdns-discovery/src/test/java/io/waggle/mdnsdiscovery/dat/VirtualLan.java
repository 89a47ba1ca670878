package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.Prefix;
import io.waggle.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One network segment on virtual time: every packet is heard by all, the sender included. */
final class VirtualLan {

  static final int PORT = 5353;

  /** A packet on the segment. */
  record Sent(long millis, InetSocketAddress from, ByteBuffer packet) {}

  /** Who hears. */
  interface Ear {
    void hear(byte[] packet, InetSocketAddress from);
  }

  final VirtualTime time;
  final List<Sent> sent = new ArrayList<>();
  private final String prefix;
  private final int bits;
  private final List<Ear> ears = new ArrayList<>();
  private final long origin;
  private Predicate<Sent> loss = packet -> false;

  VirtualLan(VirtualTime time, String prefix) {
    this(time, prefix, 24);
  }

  private VirtualLan(VirtualTime time, String prefix, int bits) {
    this.time = time;
    this.prefix = prefix;
    this.bits = bits;
    this.origin = time.nanoTime();
  }

  static VirtualLan fresh() {
    return new VirtualLan(new VirtualTime(), "192.0.2.");
  }

  /** A segment of 10.0.0.0/8, which has room for many senders. */
  static VirtualLan wide() {
    return new VirtualLan(new VirtualTime(), "10.0.0.", 8);
  }

  /** Loses on the way what fits. */
  void lose(Predicate<Sent> newLoss) {
    loss = newLoss;
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  InetAddress host(int number) {
    return address(prefix + number);
  }

  Link link(int number) {
    return new Link("lan", 1, false, List.of(new Prefix(host(number), bits)));
  }

  void plugIn(Ear ear) {
    ears.add(ear);
  }

  void unplug(Ear ear) {
    ears.remove(ear);
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - origin);
  }

  void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  /** A packet takes a tenth of a millisecond. */
  void send(ByteBuffer packet, InetSocketAddress from) {
    byte[] bytes = new byte[packet.remaining()];
    packet.duplicate().get(bytes);
    Sent each = new Sent(millis(), from, ByteBuffer.wrap(bytes));
    sent.add(each);
    if (!loss.test(each)) {
      time.schedule(
          () -> List.copyOf(ears).forEach(ear -> ear.hear(bytes, from)),
          100,
          TimeUnit.MICROSECONDS);
    }
  }

  /** How many packets were sent from then on. */
  long since(long millis) {
    return sent.stream().filter(s -> s.millis() >= millis).count();
  }
}
