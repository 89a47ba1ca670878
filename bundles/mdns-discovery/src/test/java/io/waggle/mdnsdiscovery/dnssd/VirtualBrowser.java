package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.dnssd.OwnServices.PortAndId;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.Prefix;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A node on virtual time, with what it has sent, and responders that only remember. */
final class VirtualBrowser implements ResponderFactory {

  static final String LABEL = Topic.named("a topic").label();

  /** What was sent, and when. */
  record Sent(long millis, int socket, Message message) {}

  /** A responder that remembers. */
  static final class Remembering implements Responder {
    Collection<OwnService> published = List.of();
    boolean closed;
    int heard;

    @Override
    public void publish(Collection<OwnService> services) {
      published = services;
    }

    @Override
    public boolean concerns(Set<Name> names) {
      return names.contains(ServiceNames.TYPES.get(0));
    }

    @Override
    public void hear(byte[] packet, InetSocketAddress from) {
      heard++;
    }

    @Override
    public List<String> instances() {
      return List.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  final VirtualTime time = new VirtualTime();
  final Metrics metrics = new Metrics();
  final List<Sent> sent = new ArrayList<>();
  final Map<Link, Remembering> responders = new LinkedHashMap<>();
  final DnssdEngine engine;
  Optional<String> refusal = Optional.empty();
  private final long origin = time.nanoTime();
  private long scheduled = Long.MAX_VALUE;

  VirtualBrowser(DnssdSettings settings) {
    Surroundings around =
        new Surroundings("node", time, new SplittableRandom(7), metrics, List::of, time);
    engine = new DnssdEngine(settings, 5353, this, task -> task.accept(this::send), around);
  }

  static VirtualBrowser onOneLink() {
    VirtualBrowser browser = new VirtualBrowser(DnssdSettings.DEFAULT);
    browser.up(0, link("eth0", "192.0.2.1", 24));
    return browser;
  }

  static Link link(String name, String own, int bits) {
    boolean six = Told.address(own).getAddress().length == 16;
    return new Link(name, 3, six, List.of(new Prefix(Told.address(own), bits)));
  }

  void up(int socket, Link link) {
    engine.up(now(), socket, link, this::send);
    schedule();
  }

  void down(int socket) {
    engine.down(now(), socket, this::send);
    schedule();
  }

  @Override
  public Responder open(Link link, String host, Transmitter transmitter) throws IOException {
    if (refusal.isPresent()) {
      throw new IOException(refusal.get());
    }
    Remembering responder = new Remembering();
    responders.put(link, responder);
    return responder;
  }

  @Override
  public void close() {}

  private void send(int socket, ByteBuffer packet, InetSocketAddress to) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    try {
      sent.add(new Sent(millis(), socket, new Message(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long now() {
    return time.nanoTime();
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(now() - origin);
  }

  private void schedule() {
    long next = engine.nextDeadline();
    if (next < scheduled) {
      scheduled = next;
      time.schedule(this::tick, Math.max(0, next - now()), TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    scheduled = Long.MAX_VALUE;
    if (engine.nextDeadline() <= now()) {
      engine.tick(now(), this::send);
    }
    schedule();
  }

  void advance(Duration by) {
    time.advance(by);
  }

  RecordingSink find() {
    RecordingSink sink = new RecordingSink();
    engine.open(LABEL, new OpenRound(sink, 1000), now());
    schedule();
    return sink;
  }

  void announce(String label, int port) {
    engine.announce(new PortAndId(port, Optional.empty()), label, now());
    schedule();
  }

  void withdraw(String label, int port) {
    engine.withdraw(new PortAndId(port, Optional.empty()), label);
  }

  void hear(Told told, String from) {
    hear(0, told.packet(), from);
  }

  void hear(int socket, byte[] packet, String from) {
    InetSocketAddress sender = new InetSocketAddress(Told.address(from), 5353);
    engine.datagram(now(), socket, ByteBuffer.wrap(packet), sender, this::send);
    schedule();
  }

  long metric(String name) {
    return metrics.snapshot().get(name);
  }

  /** The questions sent so far of a type, as {@code millis name}. */
  List<Long> asked(Name name, int type) {
    List<Long> times = new ArrayList<>();
    for (Sent each : sent) {
      for (Record question : each.message().getSection(Section.QUESTION)) {
        if (question.getName().equals(name) && question.getType() == type) {
          times.add(each.millis());
        }
      }
    }
    return times;
  }
}
