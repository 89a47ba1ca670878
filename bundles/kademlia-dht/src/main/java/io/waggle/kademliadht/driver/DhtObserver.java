package io.waggle.kademliadht.driver;

import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.net.NatFinding;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import io.waggle.kademliadht.security.AddressVotes.Vote;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the nodes of a DHT say of the NAT before us (BEP 42 tells it in each answer). Any of them
 * may lie, so that one is not enough for anything: of at least four, each of another /16, two
 * thirds have to see one port, or no three of nine the same. Thread-safe.
 */
public final class DhtObserver implements AddressObserver {

  private static final int ENOUGH = 4;

  private final String source;
  private final Supplier<Collection<InetAddress>> own;
  private volatile List<SeenAs> votes = List.of();

  /**
   * Makes one that has heard nobody.
   *
   * @param source our name for a person
   * @param own the addresses of this machine
   */
  public DhtObserver(String source, Supplier<Collection<InetAddress>> own) {
    this.source = source;
    this.own = own;
  }

  /** The present votes for our IPv4 address, where NATs are; all for one host. */
  void hear(List<Vote> present) {
    votes =
        present.stream()
            .filter(vote -> vote.seen().port() != 0)
            .map(v -> new SeenAs(v.voter().toPeerAddress(), v.seen().toPeerAddress()))
            .toList();
  }

  @Override
  public NatFinding finding() {
    List<SeenAs> present = votes;
    int voters = present.size();
    if (voters < ENOUGH) {
      return new NatFinding(NatMapping.UNKNOWN, source, voters, 0);
    }
    if (own.get().contains(present.get(0).us().host())) {
      return new NatFinding(NatMapping.OPEN, source, voters, voters);
    }
    long most = supporters(present).values().stream().max(Long::compare).orElse(0L);
    if (most * 3 >= voters * 2L) {
      return new NatFinding(NatMapping.ENDPOINT_INDEPENDENT, source, voters, (int) most);
    }
    boolean scattered = most * 3 <= voters;
    return scattered
        ? new NatFinding(NatMapping.ENDPOINT_DEPENDENT, source, voters, voters)
        : new NatFinding(NatMapping.UNKNOWN, source, voters, 0);
  }

  private static Map<PeerAddress, Long> supporters(List<SeenAs> votes) {
    return votes.stream()
        .map(SeenAs::us)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Override
  public NatMapping mapping() {
    return finding().mapping();
  }

  /** Those that bear the finding out; none while it is unknown. */
  @Override
  public List<SeenAs> seen() {
    List<SeenAs> present = votes;
    return switch (finding().mapping()) {
      case UNKNOWN -> List.of();
      case ENDPOINT_DEPENDENT -> present;
      case OPEN, ENDPOINT_INDEPENDENT -> {
        Map<PeerAddress, Long> by = supporters(present);
        yield present.stream().filter(s -> by.get(s.us()) * 2 > present.size()).toList();
      }
    };
  }

  /** Asks nobody: what the last answers said. */
  @Override
  public CompletionStage<Optional<PeerAddress>> observe() {
    List<PeerAddress> faces = seen().stream().map(SeenAs::us).distinct().toList();
    return CompletableFuture.completedStage(
        faces.isEmpty()
            ? Optional.empty()
            : Optional.of(
                faces.size() == 1 ? faces.get(0) : new PeerAddress(faces.get(0).host(), 0)));
  }
}
