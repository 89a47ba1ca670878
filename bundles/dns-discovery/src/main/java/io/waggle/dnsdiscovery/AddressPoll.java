package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.net.PeerAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks every server how it sees us ("whoami"). Two servers that agree on host and port settle both;
 * agreement on the host alone, or a single answer, settles the host. One server under two names is
 * one. IPv6 answers count only if there are no IPv4 ones, as the two can't agree.
 */
final class AddressPoll {

  /** What one server said. */
  private record Opinion(InetSocketAddress server, PeerAddress us) {}

  private final CompletableFuture<Optional<PeerAddress>> result;
  private final List<Opinion> opinions = new ArrayList<>();
  private int open;

  AddressPoll(CompletableFuture<Optional<PeerAddress>> result) {
    this.result = result;
  }

  void ask(Collection<ServerLink> links, RetrySchedule schedule) {
    open = links.size();
    if (open == 0) {
      result.complete(Optional.empty());
    }
    links.forEach(link -> link.submit(Request.probe(schedule, new Answered()), true));
  }

  private final class Answered implements Request.Outcome {
    @Override
    public void taken(ServerMessage reply, InetSocketAddress from) {
      if (opinions.stream().noneMatch(opinion -> opinion.server().equals(from))) {
        Sight.in(reply).ifPresent(us -> opinions.add(new Opinion(from, us)));
      }
      ended();
    }

    @Override
    public void failed(Code code, String message) {
      ended();
    }
  }

  private void ended() {
    open--;
    Optional<PeerAddress> agreed = judge(false);
    if (open == 0) {
      result.complete(agreed.or(() -> judge(true)));
    } else if (agreed.filter(address -> address.port() != 0 && !address.isIpv6()).isPresent()) {
      result.complete(agreed);
    }
  }

  private Optional<PeerAddress> judge(boolean ipv6) {
    List<Opinion> family = opinions.stream().filter(o -> o.us().isIpv6() == ipv6).toList();
    Optional<PeerAddress> best =
        family.size() == 1 ? Optional.of(hostOnly(family.get(0))) : Optional.empty();
    for (int i = 0; i < family.size(); i++) {
      for (int j = 0; j < i; j++) {
        Opinion one = family.get(i);
        Opinion other = family.get(j);
        if (agree(one, other) && one.us().port() == other.us().port()) {
          return Optional.of(one.us());
        } else if (agree(one, other)) {
          best = Optional.of(hostOnly(one));
        }
      }
    }
    return best;
  }

  private static PeerAddress hostOnly(Opinion opinion) {
    return new PeerAddress(opinion.us().host(), 0);
  }

  private static boolean agree(Opinion one, Opinion other) {
    return one.us().host().equals(other.us().host());
  }
}
