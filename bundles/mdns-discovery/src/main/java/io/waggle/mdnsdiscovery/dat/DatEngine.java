package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.lan.LanSender;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.mdnsdiscovery.LanSource.Traffic;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.LinkListener;
import io.waggle.mdnsdiscovery.link.SenderBook;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dat's multicast dialect as a state machine over any number of links. Called by one thread at a
 * time, but for the methods that say otherwise.
 */
public final class DatEngine implements DatagramEngine, LinkListener {

  private static final Logger log = LoggerFactory.getLogger(DatEngine.class);

  /** Answers come within a few milliseconds, or are spread over 120 ms and wait 250 ms at most. */
  private static final long SETTLED = Duration.ofMillis(500).toNanos();

  /** After a defect was met, so that it is not met in a tight loop. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final WaggleClock clock;
  private final Node node;
  private final int port;
  private final Map<Integer, Line> lines = new ConcurrentSkipListMap<>();
  private final Intake intake;
  private final List<Unsettled> unsettled = new ArrayList<>();
  private long pausedUntil = Long.MIN_VALUE;
  private DatagramOutput out = (socket, packet, to) -> {};

  private record Unsettled(String label, OpenRound round, long at) {}

  /**
   * Without a link yet.
   *
   * @param port of the group; 5353, but in tests
   * @param random unpredictable: what this node knows its own answers by comes from it
   * @param metrics filled with figures
   */
  public DatEngine(
      DatSettings settings, int port, WaggleClock clock, RandomGenerator random, Metrics metrics) {
    this.clock = clock;
    this.port = port;
    this.node = new Node(settings, random, DatMeters.in(metrics));
    this.intake = new Intake(node, lines.values());
    metrics.gauge("links", lines::size);
  }

  /** Takes over other settings. */
  public void configure(DatSettings settings, long now, DatagramOutput output) {
    out = output;
    DatSettings old = node.settings();
    node.setSettings(settings);
    for (Line line : lines.values()) {
      if (old.packetsPerSecond() != settings.packetsPerSecond()) {
        line.senders().setPerSecond(settings.packetsPerSecond(), now);
      }
      if (!old.domain().equals(settings.domain())) {
        line.talk().start(now);
      }
    }
  }

  @Override
  public void up(long now, int socket, Link link, DatagramOutput output) {
    out = output;
    LinkTalk talk =
        new LinkTalk(socket, link, port, node, (bytes, to) -> transmit(socket, bytes, to));
    int perSecond = node.settings().packetsPerSecond();
    SenderBook senders = new SenderBook(link.name(), perSecond, node.met(), node.random(), now);
    lines.put(socket, new Line(socket, talk, senders));
    talk.start(now);
  }

  @Override
  public void down(long now, int socket, DatagramOutput output) {
    out = output;
    lines.remove(socket);
    node.topics().values().forEach(topic -> topic.linkDown(socket));
  }

  /** Begins a round. */
  public void open(String label, OpenRound round, long now) {
    if (!round.isOpen()) {
      return;
    }
    TopicState topic = node.topic(label);
    topic.open(round, node.settings(), now);
    unsettled.add(new Unsettled(label, round, now + SETTLED));
    lines.values().forEach(line -> line.talk().ask(topic, now));
  }

  /** Ends a round. */
  public void close(String label, OpenRound round) {
    unsettled.removeIf(each -> each.round() == round);
    TopicState topic = node.topics().get(label);
    if (topic != null && topic.rounds().contains(round) && topic.close(round)) {
      lines.values().forEach(line -> line.talk().stopAsking(label));
      forgetIfIdle(topic);
    }
  }

  private void forgetIfIdle(TopicState topic) {
    if (topic.isIdle()) {
      node.topics().remove(topic.label());
    }
  }

  /** A peer at that address has shaken hands; from any thread. */
  public void met(InetAddress address) {
    if (lines.values().stream().anyMatch(line -> line.link().isOnLink(address))) {
      node.met().met(address);
    }
  }

  /** How many links are up; from any thread. */
  public int links() {
    return lines.size();
  }

  /** Is at a topic with a port from now on, and says so on every link. */
  public void announce(String label, int announced, long now) {
    node.topic(label).addPort(announced);
    lines.values().forEach(line -> line.talk().announce(label, now));
  }

  /** Is no longer at a topic with a port. */
  public void withdraw(String label, int announced, DatagramOutput output) {
    out = output;
    TopicState topic = node.topics().get(label);
    if (topic == null || !topic.removePort(announced)) {
      return;
    }
    for (Line line : lines.values()) {
      line.talk().goodbye(label, announced);
      if (!topic.isOurs()) {
        line.talk().stopAnswering(label);
      }
    }
    forgetIfIdle(topic);
  }

  /** Takes leave of everything. */
  public void end(DatagramOutput output) {
    out = output;
    for (TopicState topic : node.topics().values()) {
      for (int gone : topic.ports()) {
        lines.values().forEach(line -> line.talk().goodbye(topic.label(), gone));
      }
      topic.rounds().forEach(OpenRound::close);
    }
    lines.values().forEach(line -> line.talk().stop());
    unsettled.clear();
    node.topics().clear();
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput output) {
    out = output;
    Line line = lines.get(socket);
    if (line != null) {
      intake.datagram(now, clock.instant(), line, packet, from);
    }
  }

  private void transmit(int socket, byte[] packet, int toPort) {
    Line line = lines.get(socket);
    if (line != null) {
      line.sent().increment();
      node.meters().packetsOut().increment();
      InetSocketAddress group = new InetSocketAddress(line.link().group(), toPort);
      out.send(socket, ByteBuffer.wrap(packet), group);
    }
  }

  @Override
  public void tick(long now, DatagramOutput output) {
    out = output;
    try {
      lines.values().forEach(line -> line.talk().tick(now));
      settle(now);
    } catch (RuntimeException e) {
      // A wall: what meets a defect must not end the service for all.
      log.error("a defect was met", e);
      pausedUntil = now + PAUSE;
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
    long next = Long.MAX_VALUE;
    for (Line line : lines.values()) {
      next = Math.min(next, line.talk().next());
    }
    for (Unsettled each : unsettled) {
      next = Math.min(next, each.at());
    }
    return Math.max(next, pausedUntil);
  }

  /** The links with their figures; from any thread. */
  public List<Traffic> figures() {
    return lines.values().stream()
        .map(line -> new Traffic(line.link(), line.received().sum(), line.sent().sum()))
        .toList();
  }

  /** Who was heard; from any thread. */
  public List<LanSender> senders() {
    List<LanSender> all = new ArrayList<>();
    lines.values().forEach(line -> all.addAll(line.senders().senders()));
    all.sort((one, other) -> other.last().compareTo(one.last()));
    return all;
  }
}
