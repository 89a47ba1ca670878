package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol of dns-discovery's clients as a state machine. Called by one thread at a time, but
 * for {@link #links()}.
 */
final class DnsClient implements DatagramEngine {

  private static final Logger log = LoggerFactory.getLogger(DnsClient.class);

  private final HostResolver resolver;
  private final ClientMeters meters;
  private final Executor loop;
  private final Timers timers = new Timers();
  private volatile List<ServerLink> links = List.of();
  private final ClientContext context;
  private final TopicBook topics;
  private ClientSettings settings;
  private SocketPlan sockets;
  private DatagramOutput out;

  /**
   * A client that knows no server until it is {@link #configure}d.
   *
   * @param loop runs a task on the engine's thread by way of {@link #run}
   */
  DnsClient(
      ClientSettings settings,
      WaggleClock clock,
      RandomGenerator random,
      HostResolver resolver,
      Metrics metrics,
      Executor loop) {
    this.resolver = resolver;
    this.meters = new ClientMeters(metrics);
    this.loop = loop;
    this.timers.setNow(clock.nanoTime());
    this.settings = settings;
    this.sockets = SocketPlan.of(settings);
    this.context =
        new ClientContext(
            clock,
            timers,
            random,
            meters,
            new Codec(settings.domain()),
            this::transmit,
            this::resolve);
    this.topics = new TopicBook(context, settings);
    metrics.gauge("servers", () -> links.size());
    metrics.gauge("servers.up", this::serversUp);
    metrics.gauge("requests.open", () -> links.stream().mapToLong(ServerLink::load).sum());
    metrics.gauge("topics", () -> topics.size());
    metrics.gauge("timers", timers::size);
  }

  private long serversUp() {
    return links.stream()
        .filter(link -> link.health().reading().state() == LinkHealth.State.UP)
        .count();
  }

  /** The servers; from any thread. */
  List<ServerLink> links() {
    return links;
  }

  /** Runs a task as part of the engine. */
  void run(long now, DatagramOutput output, Runnable task) {
    timers.setNow(now);
    out = output;
    guarded(task);
  }

  /** A wall: what meets a defect, ours or a sink's, must not end the service for all. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("a defect was met", e);
    }
  }

  /** Takes over settings: servers that stay keep all they have. */
  void configure(ClientSettings newSettings) {
    boolean sameDomain = newSettings.domain().equals(settings.domain());
    if (!sameDomain) {
      replaceLinks(List.of());
      context.codec().setDomain(newSettings.domain());
    }
    settings = newSettings;
    topics.setSettings(newSettings);
    links.forEach(link -> link.setSettings(newSettings));
    Map<ServerSpec, ServerLink> old = new HashMap<>();
    links.forEach(link -> old.put(link.spec(), link));
    List<ServerLink> fresh = new ArrayList<>();
    for (ServerSpec spec : settings.servers()) {
      ServerLink kept = old.get(spec);
      fresh.add(kept != null ? kept : new ServerLink(spec, settings, context, topics));
    }
    replaceLinks(fresh);
  }

  private void replaceLinks(List<ServerLink> fresh) {
    List<ServerLink> gone = links.stream().filter(link -> !fresh.contains(link)).toList();
    links = List.copyOf(fresh);
    topics.setLinks(fresh);
    gone.forEach(link -> link.close(Code.CLOSED, link.spec() + " was removed"));
    fresh.forEach(ServerLink::warmUp);
  }

  /** There are none, and none are expected: whoever waits for an answer hears so. */
  void noSockets() {
    links.forEach(ServerLink::socketLost);
  }

  /** The sockets are others from now on. */
  void useSockets(SocketPlan plan) {
    sockets = plan;
    context.codec().setImpliedPort(plan.sharedPort());
    links.forEach(ServerLink::socketChanged);
    topics.askAgain();
  }

  void open(String label, OpenRound round) {
    topics.open(label, round);
  }

  void close(String label, OpenRound round) {
    topics.close(label, round);
  }

  void publish(Advert advert, CompletableFuture<Receipt> receipt) {
    topics.publish(advert, receipt);
  }

  void withdraw(Advert advert, CompletableFuture<Withdrawal> result) {
    topics.withdraw(advert, result);
  }

  void observe(CompletableFuture<Optional<PeerAddress>> result) {
    new AddressPoll(result).ask(links, settings.brief());
  }

  /** Ends rounds, takes announcements back in passing, fails what is open. */
  void end() {
    topics.end();
    replaceLinks(List.of());
  }

  private void transmit(byte[] packet, InetSocketAddress to) {
    int socket = sockets.socketFor(to);
    if (socket < 0) {
      meters.unsendable().increment();
    } else {
      out.send(socket, ByteBuffer.wrap(packet), to);
    }
  }

  private void resolve(String host, Consumer<List<InetAddress>> taker) {
    Optional<InetAddress> literal = new HostAndPort(host, Optional.empty()).literal();
    if (literal.isPresent()) {
      taker.accept(List.of(literal.get()));
    } else {
      resolver.resolve(host, found -> post(() -> taker.accept(found)));
    }
  }

  private void post(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // Without a socket nobody waits for a name; it is asked for again with the next one.
    }
  }

  /** Whether a datagram from there can be ours; on the engine's thread. */
  boolean knows(InetSocketAddress from) {
    return links.stream().anyMatch(link -> link.isAt(from));
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput output) {
    timers.setNow(now);
    out = output;
    List<ServerLink> senders = links.stream().filter(link -> link.isAt(from)).toList();
    if (senders.isEmpty()) {
      meters.strangers().increment();
      return;
    }
    read(packet)
        .ifPresentOrElse(
            message -> take(message, from, senders), () -> meters.malformed().increment());
  }

  private Optional<ServerMessage> read(ByteBuffer packet) {
    if (packet.remaining() > ReplyReader.LARGEST) {
      return Optional.empty();
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    return context.codec().read(bytes);
  }

  private void take(ServerMessage message, InetSocketAddress from, List<ServerLink> senders) {
    boolean expected = false;
    for (ServerLink link : senders) {
      if (!expected) {
        expected = message.response() ? link.reply(message, from) : link.push(message, from);
      }
    }
    if (!expected) {
      meters.forged().increment();
    } else if (!message.response()) {
      transmit(QueryWriter.ack(message.id()), from);
    }
  }

  @Override
  public void tick(long now, DatagramOutput output) {
    timers.setNow(now);
    out = output;
    guarded(timers::runDue);
  }

  @Override
  public long nextDeadline() {
    return timers.next();
  }
}
