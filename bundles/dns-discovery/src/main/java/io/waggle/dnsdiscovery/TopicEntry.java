package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import io.waggle.common.dat.PeerEntries;
import io.waggle.dnsdiscovery.Advert.Holding;
import io.waggle.dnsdiscovery.ServerMessage.Answer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One topic: its open rounds, its announcements, and when each server is asked again. An announce
 * is a lookup as well, so a server is asked once in an interval whichever of the two it is.
 */
final class TopicEntry {

  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(5);

  /** What goes on at one server. */
  private static final class Asking {
    private Request lookup;
    private int announces;
    private Timers.Timer repeat;

    boolean inQuestion() {
      return lookup != null || announces > 0;
    }

    void stopRepeating() {
      if (repeat != null) {
        repeat.cancel();
        repeat = null;
      }
    }
  }

  private final String label;
  private final ClientContext context;
  private final List<OpenRound> rounds = new ArrayList<>();
  private final Set<Advert> adverts = new LinkedHashSet<>();
  private final Map<ServerLink, Asking> askings = new HashMap<>();
  private ClientSettings settings;

  TopicEntry(String label, ClientContext context, ClientSettings settings) {
    this.label = label;
    this.context = context;
    this.settings = settings;
  }

  boolean isIdle() {
    return rounds.isEmpty() && adverts.isEmpty();
  }

  void setSettings(ClientSettings newSettings) {
    settings = newSettings;
  }

  private Asking asking(ServerLink link) {
    return askings.computeIfAbsent(link, l -> new Asking());
  }

  /** A round begins. */
  void open(OpenRound round, Iterable<ServerLink> links) {
    rounds.add(round);
    links.forEach(link -> round.asked(link.spec()));
    for (ServerLink link : links) {
      if (!asking(link).inQuestion()) {
        lookup(link, true);
      }
    }
  }

  void close(OpenRound round) {
    rounds.remove(round);
    round.release();
    if (rounds.isEmpty()) {
      askings.forEach(this::endLookup);
    }
  }

  private void endLookup(ServerLink link, Asking asking) {
    asking.stopRepeating();
    if (asking.lookup != null && link.cancelWaiting(asking.lookup)) {
      asking.lookup = null;
    }
  }

  private void lookup(ServerLink link, boolean now) {
    rounds.forEach(round -> round.asked(link.spec()));
    RetrySchedule schedule = settings.schedule();
    Request request =
        new Request(RequestKind.LOOKUP, label, 0, true, schedule, new LookupOutcome(link));
    asking(link).lookup = request;
    link.submit(request, now);
  }

  /** Announces at a server unless that is going on already. */
  void announce(ServerLink link, Advert advert, boolean now) {
    adverts.add(advert);
    if (advert.isInQuestion(link)) {
      return;
    }
    Asking asking = asking(link);
    if (asking.lookup != null && link.cancelWaiting(asking.lookup)) {
      asking.lookup = null;
    }
    asking.announces++;
    Request request =
        new Request(
            RequestKind.ANNOUNCE,
            label,
            advert.port(),
            true,
            settings.schedule(),
            new AnnounceOutcome(link, advert));
    advert.ask(link, request);
    link.submit(request, now);
  }

  /** Asks the servers that list an announcement to do so no longer. */
  void withdraw(Advert advert, Consumer<Map<ServerLink, Holding>> taker) {
    adverts.remove(advert);
    Map<ServerLink, Holding> holders = advert.end(context.clock().instant());
    askings.values().forEach(asking -> asking.announces = 0);
    adverts.forEach(
        other -> askings.forEach((link, a) -> a.announces += other.isInQuestion(link) ? 1 : 0));
    taker.accept(holders);
    resumeLookups();
  }

  /** The announce that was taken back may have stood in for a lookup. */
  private void resumeLookups() {
    if (!rounds.isEmpty()) {
      askings.forEach(
          (link, asking) -> {
            if (!asking.inQuestion() && asking.repeat == null) {
              lookup(link, false);
            }
          });
    }
  }

  /** The request that takes a port back; it keeps the subscription as long as it is needed. */
  Request unannounce(Advert advert, Request.Outcome outcome) {
    return new Request(
        RequestKind.UNANNOUNCE, label, advert.port(), !isIdle(), settings.brief(), outcome);
  }

  /** A server is new or answers again. */
  void up(ServerLink link) {
    adverts.stream().filter(Advert::isWanted).forEach(advert -> announce(link, advert, false));
    if (!rounds.isEmpty() && !asking(link).inQuestion()) {
      lookup(link, false);
    }
  }

  /** A server is none of ours any more. */
  void forget(ServerLink link) {
    Asking asking = askings.remove(link);
    if (asking != null) {
      asking.stopRepeating();
    }
    for (Advert advert : adverts) {
      if (advert.forget(link)) {
        link.retract(label, advert.port());
      }
    }
    failRounds(link, Code.CLOSED, link.spec() + " was removed");
  }

  /** The source goes away. */
  void end() {
    askings.values().forEach(Asking::stopRepeating);
    for (Advert advert : List.copyOf(adverts)) {
      Map<ServerLink, Holding> holders = advert.end(context.clock().instant());
      holders.keySet().forEach(link -> link.retract(label, advert.port()));
    }
    rounds.forEach(r -> r.end(new SourceException(Code.CLOSED, "the source is going away")));
    rounds.clear();
    adverts.clear();
  }

  /** A server tells of a new peer; returns whether anybody wants to know. */
  boolean pushed(ServerLink link, PeerAddress peer, InetSocketAddress from) {
    sound(
        peer,
        from,
        (address, meta) -> {
          for (OpenRound round : rounds) {
            count(round.pushed(address, meta, link.spec(), context.timers().now()));
          }
        });
    return !rounds.isEmpty();
  }

  private void heard(ServerLink link, ServerMessage reply, InetSocketAddress from) {
    rounds.removeIf(OpenRound::isOver);
    rounds.forEach(round -> round.listed(link.spec(), context.timers().now()));
    for (Answer answer : reply.answers()) {
      if (answer.label().equals(label)) {
        peers(answer.attributes()).forEach(peer -> found(link, peer, from));
      }
    }
    rounds.forEach(round -> round.answered(link.spec(), context.timers()));
  }

  private static List<PeerAddress> peers(Attributes attributes) {
    List<PeerAddress> peers = new ArrayList<>();
    attributes.text("peers").map(PeerEntries::decode).ifPresent(peers::addAll);
    attributes.text("peers6").map(Ipv6Entries::decode).ifPresent(peers::addAll);
    return peers;
  }

  private void found(ServerLink link, PeerAddress peer, InetSocketAddress from) {
    sound(
        peer,
        from,
        (address, meta) -> {
          for (OpenRound round : rounds) {
            count(round.found(address, meta, link.spec(), context.timers().now()));
          }
        });
  }

  private void count(OpenRound.Told told) {
    switch (told) {
      case NEWS -> context.meters().peers().increment();
      case OVER_LIMIT -> context.meters().overLimit().increment();
      case KNOWN -> {}
    }
  }

  /** 0.0.0.0 is "the sender of this packet"; port 0 is nowhere. */
  private void sound(
      PeerAddress peer,
      InetSocketAddress from,
      java.util.function.BiConsumer<PeerAddress, FoundMeta> taker) {
    if (peer.port() != 0) {
      boolean sender = peer.host().isAnyLocalAddress();
      PeerAddress address = sender ? new PeerAddress(from.getAddress(), peer.port()) : peer;
      taker.accept(address, FoundMeta.via(settings.peerValidity(), PeerAddress.of(from)));
    }
  }

  /** An answer keeps us subscribed for a while: 60 s, or the server's ttl if it has one. */
  private void repeatLater(ServerLink link, long ttlSeconds) {
    Asking asking = asking(link);
    asking.stopRepeating();
    if (!rounds.isEmpty()) {
      long period = settings.interval().toNanos();
      if (ttlSeconds > 0) {
        period = Math.min(period, Duration.ofSeconds(ttlSeconds).toNanos() / 10 * 9);
        period =
            Math.max(period, Math.min(SHORTEST_PERIOD.toNanos(), settings.interval().toNanos()));
      }
      asking.repeat = context.timers().after(context.jittered(period), () -> repeat(link, asking));
    }
  }

  private void repeat(ServerLink link, Asking asking) {
    asking.repeat = null;
    if (!rounds.isEmpty() && !asking.inQuestion() && !link.health().isDown()) {
      lookup(link, false);
    }
  }

  private void failRounds(ServerLink link, Code code, String message) {
    rounds.removeIf(round -> round.failed(link.spec(), code, message));
  }

  private static long ttl(ServerMessage reply) {
    return reply.answers().isEmpty() ? 0 : reply.answers().get(0).ttlSeconds();
  }

  /** What comes of a lookup. */
  private final class LookupOutcome implements Request.Outcome {
    private final ServerLink link;

    LookupOutcome(ServerLink link) {
      this.link = link;
    }

    @Override
    public void heard(ServerMessage reply, InetSocketAddress from) {
      TopicEntry.this.heard(link, reply, from);
    }

    @Override
    public void taken(ServerMessage reply, InetSocketAddress from) {
      ended(ttl(reply));
    }

    @Override
    public void failed(Code code, String message) {
      failRounds(link, code, message);
      ended(0);
    }

    private void ended(long ttlSeconds) {
      Asking asking = askings.get(link);
      if (asking != null) {
        asking.lookup = null;
        repeatLater(link, ttlSeconds);
      }
    }
  }

  /** What comes of an announce. */
  private final class AnnounceOutcome implements Request.Outcome {
    private final ServerLink link;
    private final Advert advert;

    AnnounceOutcome(ServerLink link, Advert advert) {
      this.link = link;
      this.advert = advert;
    }

    @Override
    public void heard(ServerMessage reply, InetSocketAddress from) {
      TopicEntry.this.heard(link, reply, from);
    }

    @Override
    public void taken(ServerMessage reply, InetSocketAddress from) {
      advert.taken(link, new Holding(context.clock().instant(), ttl(reply)));
      ended(ttl(reply));
    }

    @Override
    public void failed(Code code, String message) {
      advert.failed(link, code, message, context.clock().instant());
      failRounds(link, code, message);
      ended(0);
    }

    private void ended(long ttlSeconds) {
      Asking asking = askings.get(link);
      if (asking != null) {
        asking.announces--;
        repeatLater(link, ttlSeconds);
      }
    }
  }
}
