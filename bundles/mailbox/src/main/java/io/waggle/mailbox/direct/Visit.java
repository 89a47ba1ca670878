package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.api.swarm.Connection;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.record.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The host's side of a connection: says nothing of itself before the caller has shown that it is a
 * contact, and acknowledges what is durable. One record at a time; who sends what can't be opened
 * is cut off. Within the strand.
 */
final class Visit implements Line.Ear {

  /** So long a stranger may take to show that it is none. */
  static final Duration STRANGER = Duration.ofSeconds(10);

  /** Longer than a caller keeps a connection for its next mail. */
  static final Duration IDLE = Duration.ofMinutes(3);

  /** Records a minute; a caller that brings more has to lay the rest on nodes. */
  static final int MOST_A_MINUTE = 600;

  private static final int MOST_REFUSED = 8;

  /** Chunks that are asked for at a time. */
  private static final int MOST_ASKED = 8;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DirectSite site;
  private final Rendezvous place;
  private final Identity identity;
  private final ByteString self;
  private final ByteString peer;
  private final ByteString nonce;
  private final Line line;
  private final Runnable ended;
  private boolean known;
  private Optional<ByteString> taking = Optional.empty();
  private final Map<Integer, CompletableFuture<Optional<ByteString>>> asked = new HashMap<>();
  private int refused;
  private int taken;
  private Instant minute;
  private Instant heard;

  /**
   * Over a connection that somebody else has dialled.
   *
   * @param self our key of the connection
   * @param peer its key
   */
  Visit(
      DirectSite site,
      Rendezvous place,
      Identity identity,
      ByteString self,
      ByteString peer,
      Connection connection,
      Runnable ended) {
    this.site = site;
    this.place = place;
    this.identity = identity;
    this.self = self;
    this.peer = peer;
    this.nonce = ByteString.of(site.crypto().random(Frame.KEY));
    this.ended = ended;
    this.minute = site.now();
    this.heard = site.now();
    this.line = new Line(site.strand(), connection, this);
  }

  void start() {
    line.start();
    line.send(new Frame.Challenge(nonce));
  }

  /** Whether the caller has shown that it is a contact. */
  boolean known() {
    return known;
  }

  @Override
  public void heard(Frame frame) {
    if (frame instanceof Frame.Proof proof && !known) {
      shown(proof);
    } else if (frame instanceof Frame.Put put && known && taking.isEmpty()) {
      heard = site.now();
      put(put.record());
    } else if (frame instanceof Frame.Piece piece && isAsked(piece)) {
      heard = site.now();
      asked
          .remove(piece.index())
          .complete(Optional.of(piece.record()).filter(record -> record.length() > 0));
    } else {
      line.close();
    }
  }

  private void shown(Frame.Proof proof) {
    Meeting meeting = new Meeting(place, peer, self, nonce, proof.nonce());
    if (meeting.accepts(site.crypto().hashes(), proof)) {
      known = true;
      heard = site.now();
      line.trust();
      line.send(meeting.welcome(site.crypto(), identity));
    } else {
      line.close();
    }
  }

  private void put(ByteString record) {
    ByteString name = RecordId.of(site.crypto().hashes(), record.toBytes()).name();
    if (tooMany()) {
      line.send(new Frame.Refused(name));
      return;
    }
    taking = Optional.of(name);
    site.desk()
        .take(identity, record, index -> chunk(name, index))
        .exceptionally(error -> Optional.empty())
        .thenAccept(proof -> answer(name, proof));
  }

  private boolean tooMany() {
    if (site.now().isAfter(minute.plus(MINUTE))) {
      minute = site.now();
      taken = 0;
    }
    return ++taken > MOST_A_MINUTE;
  }

  private void answer(ByteString name, Optional<ByteString> proof) {
    taking = Optional.empty();
    line.send(
        proof
            .<Frame>map(shown -> new Frame.Taken(name, shown))
            .orElseGet(() -> new Frame.Refused(name)));
    refused += proof.isPresent() ? 0 : 1;
    if (refused >= MOST_REFUSED) {
      line.close();
    }
  }

  private CompletionStage<Optional<ByteString>> chunk(ByteString name, int index) {
    if (!line.isOpen() || asked.size() >= MOST_ASKED || !taking.equals(Optional.of(name))) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<ByteString>> answer = new CompletableFuture<>();
    if (asked.putIfAbsent(index, answer) != null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    line.send(new Frame.Want(name, index));
    return answer;
  }

  private boolean isAsked(Frame.Piece piece) {
    return taking.equals(Optional.of(piece.name())) && asked.containsKey(piece.index());
  }

  /** Ends what nobody uses; to be called every few seconds. */
  void tick(Instant now) {
    if (now.isAfter(heard.plus(limit()))) {
      line.close();
    }
  }

  private Duration limit() {
    if (!known) {
      return STRANGER;
    }
    return asked.isEmpty() ? IDLE : Call.SILENCE;
  }

  @Override
  public void ended() {
    List.copyOf(asked.values()).forEach(answer -> answer.complete(Optional.empty()));
    asked.clear();
    ended.run();
  }

  void close() {
    line.close();
  }
}
