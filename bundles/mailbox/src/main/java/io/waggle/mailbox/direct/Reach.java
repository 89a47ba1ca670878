package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reaching one contact: looks for it for a short while, keeps what it wants to hand over, and the
 * connection for what comes after. Within the strand.
 */
final class Reach {

  /** So long a mail waits for its recipient to be found before it is laid on nodes. */
  static final Duration SEARCH = Duration.ofSeconds(4);

  /** Who was not found is not looked for again at once. */
  static final Duration QUIET = Duration.ofSeconds(20);

  private final DirectSite site;
  private final Swarm swarm;
  private final Address wanted;
  private final Rendezvous place;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private Optional<SwarmJoin> search = Optional.empty();
  private Instant until = Instant.EPOCH;
  private Instant quiet = Instant.EPOCH;

  private record Waiting(Handover what, CompletableFuture<Boolean> done) {}

  Reach(DirectSite site, Swarm swarm, Address wanted, Rendezvous place) {
    this.site = site;
    this.swarm = swarm;
    this.wanted = wanted;
    this.place = place;
  }

  Rendezvous place() {
    return place;
  }

  /** Completes with whether it was taken; never fails. */
  CompletionStage<Boolean> hand(Handover what) {
    Optional<Call> ready = calls.stream().filter(Call::ready).findFirst();
    if (ready.isPresent()) {
      return ready.get().hand(what);
    }
    if (site.now().isBefore(quiet)) {
      return CompletableFuture.completedFuture(false);
    }
    Waiting mail = new Waiting(what, new CompletableFuture<>());
    waiting.add(mail);
    search();
    return mail.done();
  }

  private void search() {
    if (search.isPresent()) {
      return;
    }
    until = site.now().plus(SEARCH);
    try {
      SwarmJoin join = swarm.join(place.topic(), SwarmJoinOptions.LOOKUP);
      search = Optional.of(join);
      join.flushed()
          .thenAccept(outcome -> site.strand().execute(() -> asked(join, outcome.peers())));
      site.strand().later(SEARCH, () -> tick(site.now()));
    } catch (IllegalStateException e) {
      giveUp();
    }
  }

  /** Everybody was asked: if nobody knows it, it is of no use to wait. */
  private void asked(SwarmJoin join, int peers) {
    if (peers == 0 && search.equals(Optional.of(join)) && calls.isEmpty()) {
      giveUp();
    }
  }

  /** A connection that we have dialled is there. */
  void connected(Connection connection, ConnectionInfo info) {
    if (waiting.isEmpty()) {
      connection.close();
      return;
    }
    Call call =
        new Call(
            site,
            place,
            wanted,
            ByteString.of(swarm.id().bytes()),
            ByteString.of(info.peer().orElseThrow().bytes()),
            connection,
            this::changed);
    calls.add(call);
    call.start();
  }

  private void changed() {
    Optional<Call> ready = calls.stream().filter(Call::ready).findFirst();
    if (ready.isPresent()) {
      leave();
      List<Waiting> all = List.copyOf(waiting);
      waiting.clear();
      all.forEach(mail -> ready.get().hand(mail.what()).thenAccept(mail.done()::complete));
    }
    calls.removeIf(call -> !call.isOpen());
  }

  private void giveUp() {
    quiet = site.now().plus(QUIET);
    leave();
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(mail -> mail.done().complete(false));
  }

  private void leave() {
    search.ifPresent(SwarmJoin::close);
    search = Optional.empty();
  }

  /** To be called every few seconds. */
  void tick(Instant now) {
    List.copyOf(calls).forEach(call -> call.tick(now));
    if (search.isPresent() && !now.isBefore(until)) {
      giveUp();
    }
  }

  /** Whether it may be forgotten. */
  boolean isIdle(Instant now) {
    return calls.isEmpty() && waiting.isEmpty() && search.isEmpty() && !now.isBefore(quiet);
  }

  void close() {
    giveUp();
    List.copyOf(calls).forEach(Call::close);
  }
}
