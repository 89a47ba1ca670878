package io.waggle.dnsdiscovery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one server may be: every address of its name at every port, the one that answered last
 * before all others. A probe begins with the first and takes in more with every repeat, so that a
 * server that listens on 53 alone is found after the first pause and not after the last (WIRE: the
 * original waits 8 s).
 */
final class Candidates {

  private static final int MOST_ADDRESSES = 4;

  private final List<Integer> ports;
  private List<InetSocketAddress> all = List.of();
  private Optional<InetSocketAddress> proven = Optional.empty();

  Candidates(List<Integer> ports) {
    this.ports = ports;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Replaces the addresses; a proven one stays so if it is still among them. */
  void setAddresses(List<InetAddress> addresses) {
    List<InetSocketAddress> fresh = new ArrayList<>();
    for (int port : ports) {
      addresses.stream()
          .limit(MOST_ADDRESSES)
          .map(address -> new InetSocketAddress(address, port))
          .forEach(fresh::add);
    }
    all = List.copyOf(fresh);
    proven = proven.filter(all::contains);
  }

  /** The one that answered last. */
  Optional<InetSocketAddress> proven() {
    return proven;
  }

  void prove(InetSocketAddress address) {
    proven = Optional.of(address);
  }

  void doubt() {
    proven = Optional.empty();
  }

  boolean contains(InetSocketAddress address) {
    return all.contains(address);
  }

  /** Where the sending of that number goes, from 0: only the proven one as long as there is one. */
  List<InetSocketAddress> at(int attempt) {
    if (proven.isPresent()) {
      return List.of(proven.get());
    }
    int many = attempt == 0 ? 1 : 1 << Math.min(attempt, 10);
    return all.subList(0, Math.min(many, all.size()));
  }
}
