package io.waggle.swarmconnector;

import io.waggle.api.discovery.Topic;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One dial, from the queue to the end of its handshake. */
final class Dial {

  final PeerEntry entry;
  final Topic topic;
  Race race;

  /** What follows a race that nobody won, while it goes on. */
  Optional<CompletableFuture<?>> punch = Optional.empty();

  /** Gives a punch up without a word to anybody. */
  void abandonPunch() {
    Optional<CompletableFuture<?>> under = punch;
    punch = Optional.empty();
    under.ifPresent(p -> p.cancel(true));
  }

  Dial(PeerEntry entry, Topic topic) {
    this.entry = entry;
    this.topic = topic;
  }
}
