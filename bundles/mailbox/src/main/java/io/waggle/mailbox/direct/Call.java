package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.swarm.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The caller's side of a connection: shows that it is a contact, has the host show who it is, and
 * hands over one record after the other. Within the strand.
 */
final class Call implements Line.Ear {

  /** A host that says nothing for so long has gone. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** A mail does not wait longer behind others. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** So long a connection stays for the next mail. */
  static final Duration IDLE = Duration.ofMinutes(2);

  private final DirectSite site;
  private final Rendezvous place;
  private final Address wanted;
  private final ByteString self;
  private final ByteString peer;
  private final Line line;
  private final Runnable changed;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private Optional<Parcel> sent = Optional.empty();
  private Optional<Meeting> meeting = Optional.empty();
  private boolean ready;
  private Instant heard;

  /** One on its way. */
  private record Parcel(Handover what, Instant since, CompletableFuture<Boolean> done) {

    ByteString name() {
      return what.record().id().name();
    }
  }

  /**
   * Over a connection that we have dialled.
   *
   * @param self our key of the connection
   * @param peer its key
   * @param changed told when it is ready and when it has ended
   */
  Call(
      DirectSite site,
      Rendezvous place,
      Address wanted,
      ByteString self,
      ByteString peer,
      Connection connection,
      Runnable changed) {
    this.site = site;
    this.place = place;
    this.wanted = wanted;
    this.self = self;
    this.peer = peer;
    this.changed = changed;
    this.heard = site.now();
    this.line = new Line(site.strand(), connection, this);
  }

  void start() {
    line.start();
  }

  /** Whether the host is the one that was wanted. */
  boolean ready() {
    return ready && line.isOpen();
  }

  boolean isOpen() {
    return line.isOpen();
  }

  /** Completes with whether it was taken; never fails. */
  CompletionStage<Boolean> hand(Handover what) {
    Parcel parcel = new Parcel(what, site.now(), new CompletableFuture<>());
    if (!ready()) {
      return CompletableFuture.completedFuture(false);
    }
    waiting.add(parcel);
    next();
    return parcel.done();
  }

  private void next() {
    if (sent.isEmpty() && !waiting.isEmpty() && ready()) {
      Parcel parcel = waiting.remove();
      sent = Optional.of(parcel);
      heard = site.now();
      line.send(new Frame.Put(parcel.what().record().bytes()));
    }
  }

  @Override
  public void heard(Frame frame) {
    heard = site.now();
    if (frame instanceof Frame.Challenge challenge && meeting.isEmpty()) {
      challenged(challenge);
    } else if (frame instanceof Frame.Welcome welcome && meeting.isPresent() && !ready) {
      welcomed(welcome);
    } else if (frame instanceof Frame.Taken taken && isSent(taken.name())) {
      answered(taken.proof().equals(sent.orElseThrow().what().proof()));
    } else if (frame instanceof Frame.Refused refused && isSent(refused.name())) {
      answered(false);
    } else if (frame instanceof Frame.Want want && isSent(want.name())) {
      ByteString piece = sent.orElseThrow().what().pieces().get(want.index());
      line.send(new Frame.Piece(want.name(), want.index(), piece));
    } else {
      line.close();
    }
  }

  private boolean isSent(ByteString name) {
    return sent.filter(parcel -> parcel.name().equals(name)).isPresent();
  }

  private void challenged(Frame.Challenge challenge) {
    ByteString nonce = ByteString.of(site.crypto().random(Frame.KEY));
    Meeting met = new Meeting(place, self, peer, challenge.nonce(), nonce);
    meeting = Optional.of(met);
    line.send(met.proof(site.crypto().hashes()));
  }

  private void welcomed(Frame.Welcome welcome) {
    if (meeting.orElseThrow().accepts(site.crypto(), wanted, welcome)) {
      ready = true;
      line.trust();
      changed.run();
    } else {
      line.close();
    }
  }

  private void answered(boolean taken) {
    Parcel parcel = sent.orElseThrow();
    sent = Optional.empty();
    parcel.done().complete(taken);
    next();
  }

  /** Gives up what takes too long; to be called every few seconds. */
  void tick(Instant now) {
    boolean expecting = sent.isPresent() || !ready;
    if (now.isAfter(heard.plus(expecting ? SILENCE : IDLE))) {
      line.close();
    }
    while (!waiting.isEmpty() && now.isAfter(waiting.peek().since().plus(LONGEST_WAIT))) {
      waiting.remove().done().complete(false);
    }
  }

  /** What was not acknowledged was not handed over. */
  @Override
  public void ended() {
    sent.ifPresent(parcel -> parcel.done().complete(false));
    sent = Optional.empty();
    while (!waiting.isEmpty()) {
      waiting.remove().done().complete(false);
    }
    changed.run();
  }

  void close() {
    line.close();
  }
}
