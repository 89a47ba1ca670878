package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.time.WaggleClock;
import io.waggle.dnsdiscovery.Advert.Holding;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One call of {@code withdraw}: gone now if every server that listed us said so in time, else gone
 * when the others forget by themselves.
 */
final class Retraction {

  private final CompletableFuture<Withdrawal> result;
  private final WaggleClock clock;
  private final Map<ServerLink, Holding> unconfirmed;
  private int open;

  Retraction(
      Map<ServerLink, Holding> holders, CompletableFuture<Withdrawal> result, WaggleClock clock) {
    this.unconfirmed = new HashMap<>(holders);
    this.result = result;
    this.clock = clock;
    this.open = holders.size();
    if (open == 0) {
      settle();
    }
  }

  /** What comes of the request to that server. */
  Request.Outcome at(ServerLink link) {
    return new Request.Outcome() {
      @Override
      public void taken(ServerMessage reply, InetSocketAddress from) {
        unconfirmed.remove(link);
        ended();
      }

      @Override
      public void failed(Code code, String message) {
        ended();
      }
    };
  }

  private void ended() {
    open--;
    if (open == 0) {
      settle();
    }
  }

  /** No more waiting. */
  void settle() {
    Instant now = clock.instant();
    Instant last =
        unconfirmed.values().stream()
            .map(Holding::goneBy)
            .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
    result.complete(new Withdrawal(unconfirmed.isEmpty(), last));
  }
}
