package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.Round;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Discovery by dns-discovery servers. Servers push new peers, so a round stays open: it is told of
 * every list and every push until it is closed, and the servers are asked again at the source's own
 * interval. A round fails if at its start no server answers. All methods may be called from any
 * thread; callbacks come on the thread of the sockets.
 */
public final class DnsSource implements PeerFinder, PeerAnnouncer, AddressObserver, AutoCloseable {

  private final LoopSocket socket;
  private final DnsClient client;
  private final WaggleClock clock;
  private final StatusBoard board;
  private volatile ClientSettings settings;

  private DnsSource(
      LoopSocket socket, DnsClient client, WaggleClock clock, ClientSettings initial) {
    this.socket = socket;
    this.client = client;
    this.clock = clock;
    this.board = new StatusBoard(clock);
    this.settings = initial;
  }

  /**
   * Binds, or tries again later to bind, and gets to know the servers.
   *
   * @param name of the thread
   * @param random unpredictable: the ids of queries come from it
   * @param resolver for the names of servers
   * @param metrics filled with this source's figures
   * @param scheduler for the next attempt to bind; not closed with the source
   * @param shared the node's shared sockets by name, for settings that name one
   */
  public static DnsSource open(
      String name,
      ClientSettings settings,
      WaggleClock clock,
      RandomGenerator random,
      HostResolver resolver,
      Metrics metrics,
      ScheduledExecutorService scheduler,
      Function<String, Optional<UdpMux>> shared) {
    LoopSocket socket = new LoopSocket(name, clock, scheduler, shared);
    DnsClient client = new DnsClient(settings, clock, random, resolver, metrics, socket);
    DnsSource source = new DnsSource(socket, client, clock, settings);
    socket.open(client, settings, () -> client.configure(settings));
    return source;
  }

  /** Takes over other settings; the sockets stay unless theirs changed. */
  public synchronized void apply(ClientSettings newSettings) {
    boolean sameSocket = newSettings.sameSocket(settings);
    settings = newSettings;
    if (sameSocket && socket.problem().isEmpty()) {
      socket.execute(() -> client.configure(newSettings));
    } else {
      socket.open(client, newSettings, () -> client.configure(newSettings));
    }
  }

  /** A shared socket of that name has come or is about to go. */
  public synchronized void sharedChanged(String name) {
    if (settings.udp().equals(name)) {
      socket.open(client, settings, () -> {});
    }
  }

  /** What the sockets are bound to; empty if they could not be bound. */
  public List<InetSocketAddress> local() {
    return socket.local();
  }

  @Override
  public SourceStatus status() {
    return board.status(settings.servers().size(), client.links(), socket.problem());
  }

  @Override
  public Round find(FindRequest request, FindSink sink) throws SourceException {
    String label = request.topic().label();
    ClientSettings now = settings;
    if (now.servers().isEmpty()) {
      throw new SourceException(Code.MISCONFIGURED, "'servers' names no server");
    }
    OpenRound round = new OpenRound(sink, request.limit(), now);
    try {
      socket.execute(() -> client.open(label, round));
    } catch (RejectedExecutionException e) {
      throw unavailable(e);
    }
    return () -> close(label, round);
  }

  private SourceException unavailable(RejectedExecutionException e) {
    Code code = socket.problem().isPresent() ? Code.UNREACHABLE : Code.CLOSED;
    return new SourceException(code, e.getMessage(), Optional.empty(), e);
  }

  private void close(String label, OpenRound round) {
    round.close();
    try {
      socket.execute(() -> client.close(label, round));
    } catch (RejectedExecutionException e) {
      // The source is closed or without a socket, and has ended the round already.
    }
  }

  @Override
  public Announcement announce(AnnounceRequest request) {
    return new DnsAnnouncement(new Advert(request.topic().label(), request.port()));
  }

  /** What the hub holds of an announcement. */
  private final class DnsAnnouncement implements Announcement {
    private final Advert advert;

    DnsAnnouncement(Advert advert) {
      this.advert = advert;
    }

    @Override
    public CompletionStage<Receipt> publish() {
      CompletableFuture<Receipt> receipt = new CompletableFuture<>();
      try {
        socket.execute(() -> client.publish(advert, receipt));
      } catch (RejectedExecutionException e) {
        receipt.completeExceptionally(unavailable(e));
      }
      return receipt;
    }

    /** A closed source has tried to take everything back, but has waited for no answer. */
    @Override
    public CompletionStage<Withdrawal> withdraw() {
      CompletableFuture<Withdrawal> result = new CompletableFuture<>();
      try {
        socket.execute(() -> client.withdraw(advert, result));
      } catch (RejectedExecutionException e) {
        result.complete(new Withdrawal(false, clock.instant().plus(Advert.UNDATED)));
      }
      return result;
    }
  }

  @Override
  public CompletionStage<Optional<PeerAddress>> observe() {
    CompletableFuture<Optional<PeerAddress>> result = new CompletableFuture<>();
    try {
      socket.execute(() -> client.observe(result));
    } catch (RejectedExecutionException e) {
      result.complete(Optional.empty());
    }
    return result;
  }

  @Override
  public List<SeenAs> seen() {
    return client.links().stream().flatMap(link -> link.seen().stream()).toList();
  }

  /** Of IPv4, where NATs are; the servers tell with every fresh token. */
  @Override
  public NatMapping mapping() {
    return NatMapping.of(
        seen().stream().filter(s -> !s.us().isIpv6()).toList(), OwnAddresses.now());
  }

  /** Takes back what is announced, without waiting for answers, ends all rounds and closes. */
  @Override
  public void close() {
    try {
      socket.execute(client::end);
    } catch (RejectedExecutionException e) {
      // There is no socket to say good-bye on.
    }
    socket.close();
  }
}
