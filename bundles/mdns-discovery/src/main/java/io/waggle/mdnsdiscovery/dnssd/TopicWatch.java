package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.mdnsdiscovery.dnssd.ServiceTable.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topic somebody looks for, with who is there on any link. */
final class TopicWatch {

  private final List<OpenRound> rounds = new ArrayList<>();
  private final Map<PeerAddress, Peer> known = new HashMap<>();

  List<OpenRound> rounds() {
    return rounds;
  }

  int peers() {
    return known.size();
  }

  /** A round begins, and is told at once who is known already. */
  void open(OpenRound round, long now) {
    rounds.add(round);
    known.forEach((address, peer) -> round.found(address, meta(peer, now)));
  }

  private static FoundMeta meta(Peer peer, long now) {
    Duration holds = Duration.ofNanos(Math.max(1, peer.until() - now));
    return new FoundMeta(holds, peer.id(), Optional.empty());
  }

  /** Who is there now; tells the rounds who came, who stays longer and who left. */
  void update(Map<PeerAddress, Peer> present, DnssdMeters meters, long now) {
    for (PeerAddress address : List.copyOf(known.keySet())) {
      if (!present.containsKey(address)) {
        known.remove(address);
        meters.lost().increment();
        rounds.forEach(round -> round.lost(address));
      }
    }
    present.forEach(
        (address, peer) -> {
          Peer before = known.put(address, peer);
          if (before == null) {
            meters.peers().increment();
          }
          if (before == null || peer.until() > before.until()) {
            rounds.forEach(round -> round.found(address, meta(peer, now)));
          }
        });
  }
}
