package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching.Place;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One look at what others have of a box (MAIL.md §8). Whatever was delivered goes, if the proof
 * holds; of what has fewer than {@value #ENOUGH} copies more are made, one record after the other,
 * with the right of the first put, so that nobody has to trust us. Runs on the asker's strand.
 */
final class BoxCheck {

  /** So many copies, ours among them, are left alone. */
  static final int ENOUGH = 3;

  /** So many there are afterwards, if there are holders for them. */
  static final int FULL = 6;

  private static final int PROOFS_ASKED = 4;

  /** What a check works with. */
  record Tools(MailHolder holder, Asker asker, Crypto crypto, Overlay overlay, Metrics metrics) {}

  private final Tools tools;
  private final NodeId box;
  private CompletionStage<List<Holder>> candidates;

  BoxCheck(Tools tools, NodeId box) {
    this.tools = tools;
    this.box = box;
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** Completes when all is done that could be done; never fails. */
  CompletionStage<Void> run() {
    return Overview.of(tools.asker(), tools.overlay(), box)
        .thenCompose(this::all)
        .exceptionally(error -> null);
  }

  private CompletionStage<Void> all(Overview seen) {
    CompletionStage<Void> before = done(null);
    for (HeldRecord held : tools.holder().held(box, seconds())) {
      before = before.thenCompose(nothing -> one(held, seen));
    }
    return before;
  }

  private long seconds() {
    return tools.asker().strand().now().getEpochSecond();
  }

  private CompletionStage<Void> one(HeldRecord held, Overview seen) {
    List<Place> dead = seen.deleted().getOrDefault(held.id().name(), List.of());
    return learned(held, dead, 0)
        .thenCompose(delivered -> delivered ? done(null) : refill(held, seen));
  }

  /** Asks those who say that it was delivered for the proof; a liar has none. */
  private CompletionStage<Boolean> learned(HeldRecord held, List<Place> places, int index) {
    if (index >= Math.min(places.size(), PROOFS_ASKED)) {
      return done(false);
    }
    MailQuery.Stat stat = new MailQuery.Stat(tools.overlay(), List.of(held.id().name()));
    return tools
        .asker()
        .ask(places.get(index).node(), stat, MailReply.Standings.class)
        .handle((reply, error) -> error == null && isProof(held, reply))
        .thenCompose(yes -> yes ? done(true) : learned(held, places, index + 1));
  }

  private boolean isProof(HeldRecord held, MailReply.Standings reply) {
    Optional<ByteString> proof =
        reply.records().stream().findFirst().flatMap(MailReply.Standing::proof);
    return proof.isPresent() && tools.holder().learned(held, proof.get());
  }

  private CompletionStage<Void> refill(HeldRecord held, Overview seen) {
    List<Place> places = seen.records().getOrDefault(held.id().name(), List.of());
    Set<Object> copies = new HashSet<>();
    places.forEach(place -> copies.add(Holder.neighbourhood(place.node().address())));
    if (1 + copies.size() >= ENOUGH) {
      return done(null);
    }
    Optional<Putting.Parcel> parcel = parcel(held);
    if (parcel.isEmpty()) {
      return done(null);
    }
    return candidates()
        .thenCompose(
            all -> push(parcel.get(), held, without(all, copies), FULL - 1 - copies.size()));
  }

  private Optional<Putting.Parcel> parcel(HeldRecord held) {
    Optional<StoredBody> body = tools.holder().body(held);
    return body.flatMap(b -> PutAuthority.decode(b.authority()))
        .map(
            right ->
                new Putting.Parcel(
                    box,
                    held.id(),
                    body.get().bytes(),
                    held.promised(),
                    new PutAuthority.Repair(right)));
  }

  /** Looked up once a check, and only if it is needed. */
  private CompletionStage<List<Holder>> candidates() {
    if (candidates == null) {
      candidates =
          new Holders(tools.asker(), tools.crypto(), tools.overlay()).find(box, SizeClass.K4);
    }
    return candidates;
  }

  private static List<Holder> without(List<Holder> all, Set<Object> copies) {
    return all.stream()
        .filter(h -> !copies.contains(Holder.neighbourhood(h.node().address())))
        .toList();
  }

  private CompletionStage<Void> push(
      Putting.Parcel parcel, HeldRecord held, List<Holder> to, int wanted) {
    List<Holder> able = to.stream().filter(h -> h.info().most().bytes() >= held.size()).toList();
    return Spreading.start(
            tools.asker(),
            tools.crypto(),
            tools.overlay(),
            parcel,
            able,
            wanted,
            (holder, receipt) -> tools.metrics().counter("repair.pushed").increment())
        .thenApply(outcome -> null);
  }
}
