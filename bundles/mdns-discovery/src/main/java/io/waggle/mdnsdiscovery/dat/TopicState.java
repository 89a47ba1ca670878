package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.dat.KnownPeer.Spot;
import io.waggle.mdnsdiscovery.dat.PeerTable.Offer;
import io.waggle.mdnsdiscovery.link.Acquaintances;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One topic: who listens, where we are ourselves, and who else is there. */
final class TopicState {

  /** What became of a peer that was heard. */
  enum Heard {
    /** The rounds were told. */
    TOLD,
    /** They know already. */
    KNOWN,
    /** Its host has too many already. */
    REFUSED
  }

  private final String label;
  private final List<OpenRound> rounds = new ArrayList<>();
  private final Map<Integer, Integer> ports = new TreeMap<>();
  private final PeerTable peers;

  TopicState(String label, Acquaintances met, RandomGenerator random) {
    this.label = label;
    this.peers = new PeerTable(met, random);
  }

  String label() {
    return label;
  }

  boolean isIdle() {
    return rounds.isEmpty() && ports.isEmpty();
  }

  /** Whether somebody looks for peers here. */
  boolean isWanted() {
    return !rounds.isEmpty();
  }

  /** Whether we are here ourselves. */
  boolean isOurs() {
    return !ports.isEmpty();
  }

  List<Integer> ports() {
    return List.copyOf(ports.keySet());
  }

  int peers() {
    return peers.size();
  }

  List<OpenRound> rounds() {
    return rounds;
  }

  void addPort(int port) {
    ports.merge(port, 1, Integer::sum);
  }

  /** Returns whether that was the last announcement of the port. */
  boolean removePort(int port) {
    return ports.containsKey(port)
        && ports.computeIfPresent(port, (p, n) -> n == 1 ? null : n - 1) == null;
  }

  /** A round begins, and is told at once who is known already. */
  void open(OpenRound round, DatSettings settings, long now) {
    rounds.add(round);
    purge(settings, now);
    for (KnownPeer peer : peers.all()) {
      long left = settings.validity().toNanos() - (now - peer.heard());
      round.found(peer.spot().address(), FoundMeta.validFor(Duration.ofNanos(Math.max(1, left))));
    }
  }

  /** Returns whether nobody is left who looks for peers; then none are kept. */
  boolean close(OpenRound round) {
    rounds.remove(round);
    if (rounds.isEmpty()) {
      peers.all().stream().map(KnownPeer::spot).toList().forEach(peers::remove);
    }
    return rounds.isEmpty();
  }

  /** Drops who was not heard for too long: the hub lets them expire by itself. */
  void purge(DatSettings settings, long now) {
    peers
        .removeUnheard(now, settings.validity().toNanos())
        .forEach(gone -> rounds.forEach(round -> round.forget(gone)));
  }

  /** A peer was heard. */
  Heard heard(Spot spot, Optional<String> token, DatSettings settings, long now) {
    Optional<KnownPeer> known = peers.get(spot);
    if (known.isPresent()) {
      boolean again = known.get().hear(token, now, settings.interval().toNanos() / 2);
      return again ? tell(spot, settings) : Heard.KNOWN;
    }
    Offer offer = peers.offer(new KnownPeer(spot, token, now), settings);
    // Whose place was taken is lost to the hub, which has no more places than we have.
    offer.gone().forEach(this::lost);
    return offer.taken() ? tell(spot, settings) : Heard.REFUSED;
  }

  private Heard tell(Spot spot, DatSettings settings) {
    FoundMeta meta = FoundMeta.validFor(settings.validity());
    rounds.forEach(round -> round.found(spot.address(), meta));
    return Heard.TOLD;
  }

  /** Whether the node of that token is known at the same port on another link. */
  boolean isKnownOn(int socket, Optional<String> token, int port) {
    return token.isPresent()
        && peers.all().stream()
            .anyMatch(
                p ->
                    p.spot().socket() == socket
                        && p.spot().address().port() == port
                        && p.token().equals(token));
  }

  /** The node of that token says that it left; believed only if the peer was heard with it. */
  boolean goodbye(Spot spot, Optional<String> token) {
    boolean itself =
        token.isPresent() && peers.get(spot).filter(p -> p.token().equals(token)).isPresent();
    if (itself) {
      peers.remove(spot).ifPresent(this::lost);
    }
    return itself;
  }

  /** The link is down: who was heard there alone can't be reached. */
  void linkDown(int socket) {
    peers.removeAll(socket).forEach(this::lost);
  }

  private void lost(PeerAddress address) {
    rounds.forEach(round -> round.lost(address));
  }

  /** Whether somebody was heard on a link at one time, but not since another. */
  boolean isAnybodyUnheard(int socket, long at, long since) {
    return peers.all().stream()
        .anyMatch(p -> p.spot().socket() == socket && p.heard() >= at && p.heard() < since);
  }

  /** Whether anybody is known on a link. */
  boolean isAnybodyKnown(int socket) {
    return peers.all().stream().anyMatch(p -> p.spot().socket() == socket);
  }
}
