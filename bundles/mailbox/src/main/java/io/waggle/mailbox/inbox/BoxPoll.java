package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.chunk.ChunkSource;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.identity.KeyRing;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.seal.MailOpener;
import io.waggle.mailbox.seal.Opening;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through one box once: lists it at the nearest nodes, fetches what is new, and deletes what
 * is durable here. Runs on the strand.
 */
final class BoxPoll {

  private static final Logger log = LoggerFactory.getLogger(BoxPoll.class);
  private static final Optional<ByteString> NO_PROOF = Optional.empty();

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final InboxStore store;
  private final Taker taker;
  private final Set<ByteString> unwanted;
  private final NodeId box;
  private final Identity identity;
  private final KeyRing keys;
  private List<Fetching.Place> asked = List.of();
  private int arrived;

  /** Makes an arrival durable. */
  interface Taker {

    /** Completes with whether it is durable here, or known already: it may be deleted. */
    CompletionStage<Boolean> take(Arrival arrival);
  }

  BoxPoll(Poller.Site site, Set<ByteString> unwanted, NodeId box, Identity identity, KeyRing keys) {
    this.asker = site.asker();
    this.crypto = site.crypto();
    this.overlay = site.overlay();
    this.store = site.store();
    this.taker = site.taker();
    this.unwanted = unwanted;
    this.box = box;
    this.identity = identity;
    this.keys = keys;
  }

  /** Completes with how many mails have come. */
  CompletionStage<Integer> run() {
    return Overview.of(asker, overlay, box).thenCompose(this::listed);
  }

  /** Only one record, from those who are said to have it; completes with 1 if it has come. */
  CompletionStage<Integer> one(ByteString name, List<Fetching.Place> places) {
    asked = List.copyOf(places);
    return opened(name, Fetching.hurry(asker, crypto.hashes(), overlay, box, name, places))
        .thenApply(taken -> arrived);
  }

  /** The nodes that answered, for a subscription; after {@link #run}. */
  List<Fetching.Place> asked() {
    return asked;
  }

  private CompletionStage<Integer> listed(Overview seen) {
    asked = seen.asked();
    Deque<Map.Entry<ByteString, List<Fetching.Place>>> left =
        new ArrayDeque<>(seen.records().entrySet());
    return next(left);
  }

  private CompletionStage<Integer> next(Deque<Map.Entry<ByteString, List<Fetching.Place>>> left) {
    while (!left.isEmpty()) {
      Map.Entry<ByteString, List<Fetching.Place>> record = left.poll();
      Optional<Trace> known = store.known(record.getKey());
      if (known.isPresent()) {
        delete(known.get(), record.getValue());
      } else if (!unwanted.contains(record.getKey())) {
        return fetch(record).thenCompose(done -> next(left));
      }
    }
    return CompletableFuture.completedFuture(arrived);
  }

  private CompletionStage<Boolean> fetch(Map.Entry<ByteString, List<Fetching.Place>> record) {
    ByteString name = record.getKey();
    return opened(
        name, Fetching.start(asker, crypto.hashes(), overlay, box, name, record.getValue()));
  }

  private CompletionStage<Boolean> opened(ByteString name, CompletionStage<ByteString> fetched) {
    return fetched
        .thenCompose(bytes -> open(name, bytes.toBytes()))
        .exceptionally(
            error -> {
              log.debug("record {} of box {}: {}", name, box, error.getMessage());
              return false;
            });
  }

  private CompletionStage<Boolean> open(ByteString name, byte[] bytes) {
    return arrival(name, bytes, ChunkSource.NONE)
        .map(this::take)
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  private Optional<Arrival> arrival(ByteString name, byte[] bytes, ChunkSource chunks) {
    Instant now = asker.strand().now();
    RecipientId recipient = new RecipientId(identity.address().fingerprint());
    Optional<RecordHeader> header = RecordHeader.ofWhole(bytes);
    if (header.isEmpty() || !header.get().box().equals(box)) {
      return unwanted(name, "it belongs to another box");
    }
    Opening opening = new MailOpener(crypto).open(bytes, recipient, keys.all(), now);
    if (opening instanceof Opening.Opened opened) {
      Instant expires = Instant.ofEpochSecond(header.get().expires());
      Trace trace = new Trace(name, box, opened.body().proof(), expires);
      return Optional.of(new Arrival(identity, opened.body(), opened.key().name(), trace, chunks));
    }
    return opening instanceof Opening.TooEarly
        ? Optional.empty()
        : unwanted(name, opening.toString());
  }

  /** Not asked for again in this session. */
  private Optional<Arrival> unwanted(ByteString name, String why) {
    log.debug("record {} of box {} is left: {}", name, box, why);
    unwanted.add(name);
    return Optional.empty();
  }

  /** One that its sender hands over; completes with its proof once it is durable. */
  CompletionStage<Optional<ByteString>> handed(ByteString name, byte[] bytes, ChunkSource chunks) {
    return arrival(name, bytes, chunks)
        .map(a -> taker.take(a).thenApply(d -> d ? Optional.of(a.body().proof()) : NO_PROOF))
        .orElseGet(() -> CompletableFuture.completedFuture(NO_PROOF));
  }

  private CompletionStage<Boolean> take(Arrival arrival) {
    boolean before = store.isKnown(arrival.body().id());
    boolean inChunks = arrival.body().content().manifest().isPresent();
    CompletionStage<Boolean> taken =
        taker
            .take(arrival)
            .thenApply(
                durable -> {
                  if (durable) {
                    arrived += before ? 0 : 1;
                    delete(arrival.trace(), asked);
                  }
                  return durable;
                });
    // A long one comes beside the poll, which does not wait for it.
    return inChunks ? CompletableFuture.completedFuture(false) : taken;
  }

  /** At all of the nearest, not only those that have listed it: a copy may be on its way. */
  private void delete(Trace trace, List<Fetching.Place> places) {
    if (trace.proof().length() == 0) {
      return;
    }
    Set<Fetching.Place> all = new LinkedHashSet<>(places);
    for (Fetching.Place place : all) {
      MailQuery.Delete query =
          new MailQuery.Delete(overlay, box, trace.name(), trace.proof(), place.token());
      asker.ask(place.node(), query, MailReply.Deleted.class);
    }
  }
}
