package io.waggle.mailbox.direct;

import io.waggle.api.discovery.Topic;
import io.waggle.api.mail.Address;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.Swarm;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The contacts that we are reaching, by where they are met. Within the strand. */
final class Calls {

  private final DirectSite site;
  private final Swarm swarm;
  private final Map<Topic, Reach> reaches = new HashMap<>();

  Calls(DirectSite site, Swarm swarm) {
    this.site = site;
    this.swarm = swarm;
  }

  /** Completes with whether it was taken; never fails. */
  CompletionStage<Boolean> hand(Address to, Rendezvous place, Handover what) {
    Reach reach = reaches.get(place.topic());
    if (reach == null) {
      // A node that is met at its own address is found to be itself, and never reached.
      if (swarm.report().topics().containsKey(place.topic())) {
        return CompletableFuture.completedFuture(false);
      }
      reach = new Reach(site, swarm, to, place);
      reaches.put(place.topic(), reach);
    }
    return reach.hand(what);
  }

  void connected(Connection connection, ConnectionInfo info, Topic topic) {
    Reach reach = reaches.get(topic);
    if (reach != null) {
      reach.connected(connection, info);
    }
  }

  void tick(Instant now) {
    List.copyOf(reaches.values()).forEach(reach -> reach.tick(now));
    reaches.values().removeIf(reach -> reach.isIdle(now));
  }

  void close() {
    List.copyOf(reaches.values()).forEach(Reach::close);
    reaches.clear();
  }
}
