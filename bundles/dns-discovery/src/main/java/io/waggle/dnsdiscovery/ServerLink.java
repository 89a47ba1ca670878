package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import io.waggle.common.limit.TokenBucket;
import io.waggle.dnsdiscovery.ServerMessage.Push;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: its address, its token, what waits for it and what is on the wire. Requests wait for
 * the name to be resolved, for the token and for their turn; no other server's requests wait with
 * them. One thread at a time, but for {@link #health()}.
 */
final class ServerLink {

  /** Hears of a server, on the engine's thread. */
  interface Listener {

    /** It answers, after it did not. */
    void up(ServerLink link);

    /** It tells of a new peer. */
    void pushed(ServerLink link, Push push, InetSocketAddress from);
  }

  private static final Logger log = LoggerFactory.getLogger(ServerLink.class);
  private static final int BURST = 16;
  private static final int MOST_ON_THE_WIRE = 256;

  private final ServerSpec spec;
  private final ClientContext context;
  private final Listener listener;
  private final TokenBucket pace;
  private final TokenSlot token;
  private final LinkHealth health;
  private final Candidates candidates;
  private final Exchanges exchanges;
  private final Recovery recovery;
  private final Set<Request> urgent = new LinkedHashSet<>();
  private final Set<Request> routine = new LinkedHashSet<>();
  private final Set<Request> probes = new LinkedHashSet<>();
  private RetrySchedule schedule;
  private Request probing;
  private volatile Optional<SeenAs> seen = Optional.empty();
  private Timers.Timer turn;
  private boolean resolving;
  private boolean closed;

  ServerLink(ServerSpec spec, ClientSettings settings, ClientContext context, Listener listener) {
    this.spec = spec;
    this.context = context;
    this.listener = listener;
    this.pace = new TokenBucket(settings.queriesPerSecond(), BURST, context.timers().now());
    this.token = new TokenSlot(context.timers().now());
    this.health = new LinkHealth(context.clock());
    this.candidates = new Candidates(spec.ports());
    this.exchanges = new Exchanges(context, candidates::at, this::expired);
    this.recovery = new Recovery(context, this::recover);
    setSettings(settings);
  }

  /** Other time-outs and another pace, from the next query on. */
  void setSettings(ClientSettings settings) {
    schedule = settings.schedule();
    pace.limits(settings.queriesPerSecond(), BURST, context.timers().now());
  }

  ServerSpec spec() {
    return spec;
  }

  LinkHealth health() {
    return health;
  }

  /** How the server saw the socket we have now; from any thread. */
  Optional<SeenAs> seen() {
    return seen;
  }

  /** How many requests wait or are on the wire. */
  int load() {
    return urgent.size() + routine.size() + probes.size() + exchanges.size();
  }

  /** Gets a token before anybody needs it. */
  void warmUp() {
    pump(true);
  }

  /** Asks as soon as it is its turn; {@code now} puts it before all that are not. */
  void submit(Request request, boolean now) {
    if (request.kind() == RequestKind.PROBE) {
      probes.add(request);
    } else {
      (now ? urgent : routine).add(request);
    }
    pump(false);
  }

  /** Takes back what has not been sent yet; returns whether it had not. */
  boolean cancelWaiting(Request request) {
    boolean waited = urgent.remove(request) || routine.remove(request);
    if (waited) {
      request.cancel();
    }
    return waited;
  }

  /** Takes a port back in passing, without waiting for an answer: this link is about to close. */
  void retract(String label, int port) {
    Optional<String> good = token.get(context.timers().now());
    Optional<InetSocketAddress> at = candidates.proven();
    if (good.isPresent() && at.isPresent()) {
      int id = context.random().nextInt(1, 0x10000);
      byte[] packet =
          context.writer().query(id, RequestKind.UNANNOUNCE, label, port, false, good.get());
      context.transmitter().accept(packet, at.get());
    }
  }

  /** Ends everything that waits or is on the wire. */
  void close(Code code, String reason) {
    closed = true;
    recovery.stop();
    failAll(code, reason);
  }

  /** Our own socket is another one: what is on the wire won't be answered and is asked again. */
  void socketChanged() {
    for (Request request : exchanges.clear()) {
      if (request != probing && !request.ended()) {
        (request.kind() == RequestKind.PROBE ? probes : urgent).add(request);
      }
    }
    probing = null;
    seen = Optional.empty();
    token.forget();
    resolving = false;
    pump(true);
  }

  /** There is no socket of ours, and none is expected. */
  void socketLost() {
    failAll(Code.UNREACHABLE, "there is no socket");
  }

  private void pump(boolean wantToken) {
    if (closed) {
      return;
    }
    boolean waiting = !urgent.isEmpty() || !routine.isEmpty();
    if (candidates.isEmpty()) {
      if (wantToken || waiting || !probes.isEmpty()) {
        resolve();
      }
      return;
    }
    sendProbes();
    if (wantToken || waiting) {
      Optional<String> good = token.get(context.timers().now());
      if (good.isEmpty() || candidates.proven().isEmpty()) {
        probe();
      } else {
        sendWaiting(good.get());
      }
    }
  }

  private void sendProbes() {
    List<Request> ready = List.copyOf(probes);
    probes.clear();
    ready.forEach(request -> exchanges.begin(request, "", false));
  }

  private void probe() {
    if (probing == null) {
      probing = Request.probe(schedule, new TokenWanted());
      exchanges.begin(probing, "", false);
    }
  }

  /** What comes of our own probe; token and failure are seen to for every exchange alike. */
  private final class TokenWanted implements Request.Outcome {
    @Override
    public void taken(ServerMessage reply, InetSocketAddress from) {
      probing = null;
    }

    @Override
    public void failed(Code code, String message) {
      probing = null;
    }
  }

  private void sendWaiting(String good) {
    Set<Request> queue = urgent.isEmpty() ? routine : urgent;
    while (!queue.isEmpty() && exchanges.size() < MOST_ON_THE_WIRE) {
      if (!pace.take(context.timers().now())) {
        awaitTurn(pace.waitFor(context.timers().now()));
        return;
      }
      Request request = queue.iterator().next();
      queue.remove(request);
      exchanges.begin(request, good, false);
      queue = urgent.isEmpty() ? routine : urgent;
    }
  }

  private void awaitTurn(long delay) {
    if (turn == null) {
      turn =
          context
              .timers()
              .after(
                  delay,
                  () -> {
                    turn = null;
                    pump(false);
                  });
    }
  }

  private void resolve() {
    if (!resolving) {
      resolving = true;
      context.resolver().resolve(spec.host(), this::resolved);
    }
  }

  private void resolved(List<InetAddress> addresses) {
    resolving = false;
    if (closed) {
      return;
    }
    if (!addresses.isEmpty()) {
      candidates.setAddresses(addresses);
    }
    if (candidates.isEmpty()) {
      context.meters().unresolved().increment();
      down(Code.UNREACHABLE, spec + " can't be resolved");
    } else {
      pump(true);
    }
  }

  private void recover() {
    if (!closed) {
      resolve();
    }
  }

  private void expired(Exchange exchange) {
    if (exchange.request().ended()) {
      pump(false);
      return;
    }
    String reason = spec + " does not answer";
    boolean brief = exchange.request().schedule().tries() < schedule.tries();
    exchange.request().failed(Code.TIMEOUT, reason);
    if (brief) {
      pump(false);
    } else {
      down(Code.TIMEOUT, reason);
    }
  }

  private void down(Code code, String reason) {
    candidates.doubt();
    token.forget();
    if (health.down(reason)) {
      log.info("{}", reason);
    }
    recovery.start();
    failAll(code, reason);
  }

  private void failAll(Code code, String reason) {
    List<Request> ended = new ArrayList<>(exchanges.clear());
    ended.addAll(urgent);
    ended.addAll(routine);
    ended.addAll(probes);
    urgent.clear();
    routine.clear();
    probes.clear();
    probing = null;
    ended.forEach(request -> request.failed(code, reason));
  }

  /** Whether a datagram from there can be this server's. */
  boolean isAt(InetSocketAddress address) {
    return candidates.contains(address);
  }

  /** Takes the reply to something that was asked here; returns whether it was one. */
  boolean reply(ServerMessage message, InetSocketAddress from) {
    Optional<Exchange> answered = exchanges.answered(message, from);
    answered.ifPresent(exchange -> accept(exchange, message, from));
    return answered.isPresent();
  }

  private void accept(Exchange exchange, ServerMessage message, InetSocketAddress from) {
    context.meters().replies().increment();
    Optional<String> fresh = message.token();
    if (message.rcode() != 0 || fresh.isEmpty()) {
      refused(exchange);
      return;
    }
    boolean first = exchange.attempt() == 0;
    Duration trip = Duration.ofNanos(first ? context.timers().now() - exchange.begun() : 0);
    candidates.prove(from);
    token.set(fresh.get(), context.timers().now());
    context.meters().tokens().increment();
    boolean news = health.up(trip);
    recovery.stop();
    if (exchange.request().kind() == RequestKind.PROBE) {
      seen = Sight.in(message).map(us -> new SeenAs(PeerAddress.of(from), us)).or(() -> seen);
    }
    exchange.request().heard(message, from);
    settle(exchange, message, from, fresh.get());
    if (news) {
      log.debug("{} answers", spec);
      listener.up(this);
    }
    pump(false);
  }

  /** A reply with another token says that ours was not accepted, perhaps: it is said again. */
  private void settle(
      Exchange exchange, ServerMessage message, InetSocketAddress from, String fresh) {
    Request request = exchange.request();
    if (exchange.tokenHeld(fresh)) {
      request.taken(message, from);
      return;
    }
    context.meters().staleTokens().increment();
    if (request.ended()) {
      return;
    }
    if (exchange.repeated()) {
      request.failed(Code.PROTOCOL, spec + " gives a new token with every reply");
    } else {
      exchanges.begin(request, fresh, true);
    }
  }

  private void refused(Exchange exchange) {
    context.meters().refused().increment();
    String reason = spec + " answers, but not for this domain";
    exchange.request().failed(Code.REFUSED, reason);
    if (exchange.request().kind() == RequestKind.PROBE) {
      down(Code.REFUSED, reason);
    } else {
      pump(false);
    }
  }

  /** Takes a query of the server's, which is a push if we know the server at all. */
  boolean push(ServerMessage message, InetSocketAddress from) {
    if (candidates.proven().filter(from::equals).isEmpty()) {
      return false;
    }
    message.pushes().forEach(push -> listener.pushed(this, push, from));
    return true;
  }
}
