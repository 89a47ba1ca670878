package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.lan.LanSender;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.dnssd.OwnServices.PortAndId;
import io.waggle.mdnsdiscovery.dnssd.ResponderFactory.Transmitter;
import io.waggle.mdnsdiscovery.dnssd.ServiceTable.Peer;
import io.waggle.mdnsdiscovery.link.Acquaintances;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.LinkListener;
import io.waggle.mdnsdiscovery.link.SenderBook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DNS-SD as a state machine over any number of links. It finds by itself; what it announces is
 * published by a {@link Responder} for each link. Called by one thread at a time, but for the
 * methods that say otherwise.
 */
public final class DnssdEngine implements DatagramEngine, LinkListener {

  private static final Logger log = LoggerFactory.getLogger(DnssdEngine.class);

  /** A first question waits 120 ms at most, its answer as long, and what that lacks 100 ms more. */
  private static final long SETTLED = Duration.ofMillis(600).toNanos();

  /** A responder that could not be opened is tried again after so long. */
  private static final long AGAIN = Duration.ofSeconds(30).toNanos();

  /** After a defect was met, so that it is not met in a tight loop. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  /** Packets that come at once are looked at together, after the first. */
  private static final long REFRESH_PAUSE = Duration.ofMillis(10).toNanos();

  private static final int NODE_BYTES = 8;

  private final WaggleClock clock;
  private final RandomGenerator random;
  private final int port;
  private final ResponderFactory responders;
  private final Consumer<Consumer<DatagramOutput>> executor;
  private final DnssdMeters meters;
  private final String node;
  private final OwnServices own;
  private final Acquaintances met = new Acquaintances();
  private final Map<Integer, DnssdLine> lines = new ConcurrentSkipListMap<>();
  private final Map<String, TopicWatch> topics = new HashMap<>();
  private final List<Unsettled> unsettled = new ArrayList<>();
  private DnssdSettings settings;
  private long retryAt = Long.MAX_VALUE;
  private long refreshAt = Long.MAX_VALUE;
  private long refreshed;
  private long pausedUntil = Long.MIN_VALUE;
  private DatagramOutput out = (socket, packet, to) -> {};

  private record Unsettled(OpenRound round, long at) {}

  /**
   * Without a link yet.
   *
   * @param port of the group; 5353, but in tests
   * @param responders makes what publishes
   * @param executor runs a task on the engine's thread, for the responders' threads
   * @param around clock, randomness, by which this node knows its own services, and metrics
   */
  public DnssdEngine(
      DnssdSettings settings,
      int port,
      ResponderFactory responders,
      Consumer<Consumer<DatagramOutput>> executor,
      Surroundings around) {
    this.settings = settings;
    this.port = port;
    this.clock = around.clock();
    this.random = around.random();
    this.responders = responders;
    this.executor = executor;
    this.meters = DnssdMeters.in(around.metrics());
    byte[] name = new byte[NODE_BYTES];
    random.nextBytes(name);
    this.node = HexFormat.of().formatHex(name);
    this.own = new OwnServices(node);
    this.refreshed = clock.nanoTime() - REFRESH_PAUSE;
    around.metrics().gauge("links", lines::size);
  }

  /** Takes over other settings. */
  public void configure(DnssdSettings newSettings, long now, DatagramOutput output) {
    out = output;
    boolean renamed = !settings.name().equals(newSettings.name());
    settings = newSettings;
    for (DnssdLine line : lines.values()) {
      line.senders().setPerSecond(settings.packetsPerSecond(), now);
      line.browser().table().setLimit(settings.services());
      if (renamed) {
        line.end();
        announceOn(line, now);
      }
    }
    refresh(now);
  }

  private String name() {
    return settings.name().isEmpty() ? "waggle-" + node.substring(0, 8) : settings.name();
  }

  @Override
  public void up(long now, int socket, Link link, DatagramOutput output) {
    out = output;
    Consumer<byte[]> transmitter = bytes -> transmit(socket, bytes, Optional.empty());
    DnssdLine line =
        new DnssdLine(
            socket,
            new Browser(link, settings, met, random, meters, transmitter, now),
            new SenderBook(link.name(), settings.packetsPerSecond(), met, random, now));
    lines.put(socket, line);
    topics.keySet().forEach(label -> line.browser().ask(label, now));
    announceOn(line, now);
  }

  @Override
  public void down(long now, int socket, DatagramOutput output) {
    out = output;
    DnssdLine line = lines.get(socket);
    if (line != null) {
      line.end();
      lines.remove(socket);
      refresh(now);
    }
  }

  /** Begins a round. */
  public void open(String label, OpenRound round, long now) {
    if (!round.isOpen()) {
      return;
    }
    TopicWatch topic = topics.computeIfAbsent(label, l -> new TopicWatch());
    topic.open(round, now);
    unsettled.add(new Unsettled(round, now + SETTLED));
    lines.values().forEach(line -> line.browser().ask(label, now));
  }

  /** Ends a round. */
  public void close(String label, OpenRound round) {
    unsettled.removeIf(each -> each.round() == round);
    TopicWatch topic = topics.get(label);
    if (topic != null && topic.rounds().remove(round) && topic.rounds().isEmpty()) {
      topics.remove(label);
      lines.values().forEach(line -> line.browser().stopAsking(label));
    }
  }

  /** How many links are up; from any thread. */
  public int links() {
    return lines.size();
  }

  /** Is at a topic from now on. */
  void announce(PortAndId key, String label, long now) {
    own.add(key, label);
    lines.values().forEach(line -> announceOn(line, now));
  }

  /** Is no longer at a topic. */
  void withdraw(PortAndId key, String label) {
    own.remove(key, label);
    if (own.isEmpty()) {
      lines.values().forEach(DnssdLine::end);
    } else {
      lines.values().forEach(line -> line.publish(own.services(name())));
    }
  }

  /** A link without anything to announce has no responder, which costs a thread. */
  private void announceOn(DnssdLine line, long now) {
    if (own.isEmpty()) {
      return;
    }
    if (line.responder().isEmpty()) {
      try {
        line.answersBy(responders.open(line.link(), name(), transmitter(line.socket())));
      } catch (IOException e) {
        meters.responderFailures().increment();
        line.failed(line.link() + ": " + e.getMessage());
        retryAt = now + AGAIN;
        return;
      }
    }
    line.publish(own.services(name()));
  }

  /** A responder says goodbye on our thread, and all else on its own. */
  private Transmitter transmitter(int socket) {
    Thread ours = Thread.currentThread();
    return (packet, to) -> {
      if (Thread.currentThread() == ours) {
        transmit(socket, packet, to);
      } else {
        executor.accept(output -> transmit(socket, packet, to));
      }
    };
  }

  /** Takes leave of everything. */
  public void end(DatagramOutput output) {
    out = output;
    lines.values().forEach(DnssdLine::end);
    topics.values().forEach(topic -> topic.rounds().forEach(OpenRound::close));
    topics.clear();
    own.clear();
    unsettled.clear();
    retryAt = Long.MAX_VALUE;
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput output) {
    out = output;
    DnssdLine line = lines.get(socket);
    if (line == null) {
      return;
    }
    line.received().increment();
    meters.packetsIn().increment();
    boolean self = line.link().isOwn(from.getAddress());
    if (!self && !line.link().isOnLink(from.getAddress())) {
      meters.offLink().increment();
    } else if (!line.senders().admits(from.getAddress(), self, now, clock.instant())) {
      meters.overLimit().increment();
    } else {
      byte[] bytes = new byte[Math.min(packet.remaining(), ServiceReader.LARGEST + 1)];
      packet.get(bytes);
      read(now, line, bytes, from);
    }
  }

  private void read(long now, DnssdLine line, byte[] packet, InetSocketAddress from) {
    Optional<ServiceMessage> read = ServiceReader.read(packet);
    if (read.isEmpty()) {
      meters.malformed().increment();
      line.senders().unreadable(from.getAddress());
      return;
    }
    ServiceMessage message = read.get();
    note(line, message, from.getAddress());
    if (line.browser().told(message.records(), from.getAddress(), now)) {
      refreshAt = Math.min(refreshAt, Math.max(now, refreshed + REFRESH_PAUSE));
      refreshIfDue(now);
    }
    line.responder()
        .filter(responder -> responder.concerns(message.names()))
        .ifPresent(responder -> responder.hear(packet, from));
  }

  private void note(DnssdLine line, ServiceMessage message, InetAddress from) {
    meters.recordsIn().add(message.records().size());
    if (!message.labels().isEmpty()) {
      line.senders().asked(from, message.labels().size(), message.labels().get(0));
    }
    for (HeardRecord each : message.records()) {
      if (each instanceof HeardRecord.Pointer pointer) {
        line.senders().told(from, pointer.label());
      }
    }
    if (message.labels().isEmpty() && message.records().isEmpty()) {
      meters.foreign().increment();
    }
  }

  private void refreshIfDue(long now) {
    if (refreshAt <= now) {
      refresh(now);
    }
  }

  /** Tells the rounds what is different from before. */
  private void refresh(long now) {
    refreshed = now;
    refreshAt = Long.MAX_VALUE;
    topics.forEach(
        (label, topic) -> {
          Map<PeerAddress, Peer> present = new LinkedHashMap<>();
          lines.values().forEach(line -> present.putAll(line.browser().table().peers(label)));
          present.values().removeIf(peer -> peer.node().filter(node::equals).isPresent());
          topic.update(present, meters, now);
        });
  }

  private void transmit(int socket, byte[] packet, Optional<InetSocketAddress> to) {
    DnssdLine line = lines.get(socket);
    if (line != null) {
      line.sent().increment();
      meters.packetsOut().increment();
      InetSocketAddress group = new InetSocketAddress(line.link().group(), port);
      out.send(socket, ByteBuffer.wrap(packet), to.orElse(group));
    }
  }

  @Override
  public void tick(long now, DatagramOutput output) {
    out = output;
    try {
      browse(now);
      refreshIfDue(now);
      if (retryAt <= now) {
        retryAt = Long.MAX_VALUE;
        lines.values().forEach(line -> announceOn(line, now));
      }
      settle(now);
    } catch (RuntimeException e) {
      // A wall: what meets a defect must not end the service for all.
      log.error("a defect was met", e);
      pausedUntil = now + PAUSE;
    }
  }

  private void browse(long now) {
    boolean gone = false;
    for (DnssdLine line : lines.values()) {
      gone |= line.browser().tick(now);
    }
    if (gone) {
      refresh(now);
    }
  }

  private void settle(long now) {
    for (Unsettled each : List.copyOf(unsettled)) {
      if (each.at() <= now || !each.round().isOpen()) {
        unsettled.remove(each);
        each.round().settle();
      }
    }
  }

  @Override
  public long nextDeadline() {
    long next = Math.min(retryAt, refreshAt);
    for (DnssdLine line : lines.values()) {
      next = Math.min(next, line.browser().next());
    }
    for (Unsettled each : unsettled) {
      next = Math.min(next, each.at());
    }
    return Math.max(next, pausedUntil);
  }

  /** A peer at that address has shaken hands; from any thread. */
  public void met(InetAddress address) {
    if (lines.values().stream().anyMatch(line -> line.link().isOnLink(address))) {
      met.met(address);
    }
  }

  /** The links; from any thread. */
  Collection<DnssdLine> lines() {
    return lines.values();
  }

  /** Who was heard; from any thread. */
  public List<LanSender> senders() {
    List<LanSender> all = new ArrayList<>();
    lines.values().forEach(line -> all.addAll(line.senders().senders()));
    all.sort((one, other) -> other.last().compareTo(one.last()));
    return all;
  }
}
