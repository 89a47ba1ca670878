package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.chunk.ChunkSource;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.RecordState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Looks through all boxes of all identities, and has the nearest holders tell of new mail in
 * between. Runs on the strand.
 */
public final class Poller {

  /** How many holders of a box are asked to tell. */
  private static final int TOLD_BY = 3;

  private static final int MOST_UNWANTED = 10_000;
  private static final Duration DEEP_AGAIN = Duration.ofDays(1);

  private final Site site;
  private final Identities identities;
  private final Set<ByteString> unwanted =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteString, Boolean> eldest) {
              return size() > MOST_UNWANTED;
            }
          });
  private final Map<NodeId, Watch> watched = new HashMap<>();
  private final Set<ByteString> fetching = new HashSet<>();
  private final Map<NodeId, CompletableFuture<Integer>> running = new HashMap<>();
  private Instant deep = Instant.EPOCH;

  /**
   * What it works with.
   *
   * @param taker makes arrivals durable
   */
  record Site(Asker asker, Crypto crypto, Overlay overlay, InboxStore store, BoxPoll.Taker taker) {}

  /** Makes an arrival durable. */
  @FunctionalInterface
  public interface Taker extends BoxPoll.Taker {}

  /** For the identities of one mailbox. */
  public Poller(
      Asker asker,
      Crypto crypto,
      Overlay overlay,
      InboxStore store,
      Identities identities,
      Taker taker) {
    this.site = new Site(asker, crypto, overlay, store, taker);
    this.identities = identities;
  }

  /** Looks through everything; completes with how many mails have come. */
  public CompletionStage<Integer> poll() {
    Instant now = site.asker().strand().now();
    boolean all = now.isAfter(deep.plus(DEEP_AGAIN));
    List<CompletionStage<Integer>> polls = new ArrayList<>();
    for (Identity identity : identities.all()) {
      for (NodeId box : Boxes.of(site.crypto(), identities, identity, now, all)) {
        polls.add(poll(identity, box));
      }
    }
    return Asker.successes(polls)
        .thenApply(
            counts -> {
              if (all && counts.size() == polls.size()) {
                deep = now;
              }
              return counts.stream().mapToInt(Integer::intValue).sum();
            });
  }

  private CompletionStage<Integer> poll(Identity identity, NodeId box) {
    CompletableFuture<Integer> before = running.get(box);
    if (before != null) {
      return before;
    }
    CompletableFuture<Integer> result = new CompletableFuture<>();
    running.put(box, result);
    BoxPoll poll = new BoxPoll(site, unwanted, box, identity, identities.ring(identity.address()));
    poll.run()
        .whenComplete(
            (count, error) -> {
              running.remove(box);
              if (error == null) {
                subscribe(identity, box, poll.asked());
                result.complete(count);
              } else {
                result.completeExceptionally(error);
              }
            });
    return result;
  }

  private void subscribe(Identity identity, NodeId box, List<Fetching.Place> places) {
    Watch before = watched.put(box, new Watch(identity, places));
    for (Fetching.Place place : tellers(places).toList()) {
      CompletionStage<MailReply.Subscribed> told = subscribe(box, place);
      if (before == null || !before.has(place.node())) {
        told.thenAccept(done -> catchUp(box, place));
      }
    }
  }

  /** What came between the list and the subscription was told to nobody. */
  private void catchUp(NodeId box, Fetching.Place place) {
    MailQuery.ListBox query =
        new MailQuery.ListBox(
            site.overlay(),
            box,
            Optional.empty(),
            MailQuery.ListBox.MOST,
            Optional.of(place.token()));
    site.asker()
        .ask(place.node(), query, MailReply.Listing.class)
        .thenAccept(
            listing ->
                listing.entries().stream()
                    .filter(entry -> entry.state() == RecordState.HELD)
                    .forEach(entry -> told(box, entry.name(), place.node().address())));
  }

  private Stream<Fetching.Place> tellers(List<Fetching.Place> places) {
    return places.stream().filter(place -> !site.asker().isHere(place.node())).limit(TOLD_BY);
  }

  private CompletionStage<MailReply.Subscribed> subscribe(NodeId box, Fetching.Place place) {
    MailQuery.Subscribe query =
        new MailQuery.Subscribe(site.overlay(), box, MailQuery.Subscribe.LONGEST, place.token());
    return site.asker().ask(place.node(), query, MailReply.Subscribed.class);
  }

  /**
   * Holders tell for ten minutes only, and their tokens are not good for much longer: to be called
   * every few minutes.
   */
  public void renew() {
    for (Map.Entry<NodeId, Watch> entry : Map.copyOf(watched).entrySet()) {
      List<CompletionStage<Fetching.Place>> fresh =
          tellers(entry.getValue().places())
              .map(place -> refreshed(entry.getKey(), place))
              .toList();
      Asker.successes(fresh).thenAccept(places -> renewed(entry.getKey(), places));
    }
  }

  private CompletionStage<Fetching.Place> refreshed(NodeId box, Fetching.Place place) {
    MailQuery.ListBox query =
        new MailQuery.ListBox(site.overlay(), box, Optional.empty(), 1, Optional.empty());
    return site.asker()
        .ask(place.node(), query, MailReply.Listing.class)
        .thenApply(listing -> new Fetching.Place(place.node(), listing.token()));
  }

  private void renewed(NodeId box, List<Fetching.Place> places) {
    Watch watch = watched.get(box);
    if (watch == null) {
      return;
    }
    if (places.isEmpty()) {
      watched.remove(box);
      poll(watch.identity(), box);
    } else {
      places.forEach(place -> subscribe(box, place));
      watched.put(box, watch.with(places));
    }
  }

  /**
   * A holder tells of a new record; believed only so far as to look. It is asked first, and without
   * a search: the mail is there in a moment.
   *
   * @param from who tells
   */
  public void told(NodeId box, ByteString name, PeerAddress from) {
    Watch watch = watched.get(box);
    if (watch == null
        || site.store().known(name).isPresent()
        || unwanted.contains(name)
        || !fetching.add(name)) {
      return;
    }
    new BoxPoll(site, unwanted, box, watch.identity(), identities.ring(watch.identity().address()))
        .one(name, watch.first(from))
        .whenComplete(
            (come, error) -> {
              fetching.remove(name);
              if (error != null || come == 0) {
                poll(watch.identity(), box);
              }
            });
  }

  /**
   * A record that its sender hands over; opened as one that lay on nodes.
   *
   * @return completes with its proof of delivery once it is durable; empty if it is not taken
   */
  public CompletionStage<Optional<ByteString>> handed(
      Identity identity, ByteString record, ChunkSource chunks) {
    byte[] bytes = record.toBytes();
    ByteString name = RecordId.of(site.crypto().hashes(), bytes).name();
    Optional<Trace> known = site.store().known(name);
    Optional<RecordHeader> header = RecordHeader.ofWhole(bytes);
    if (known.isPresent() || header.isEmpty() || unwanted.contains(name)) {
      return CompletableFuture.completedFuture(
          known.map(Trace::proof).filter(proof -> proof.length() > 0));
    }
    NodeId box = header.get().box();
    Instant now = site.asker().strand().now();
    return Boxes.of(site.crypto(), identities, identity, now, true).contains(box)
        ? new BoxPoll(site, unwanted, box, identity, identities.ring(identity.address()))
            .handed(name, bytes, chunks)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** A box that holders tell of. */
  private record Watch(Identity identity, List<Fetching.Place> places) {

    boolean has(DhtPeerNode node) {
      return places.stream().anyMatch(place -> place.node().equals(node));
    }

    List<Fetching.Place> first(PeerAddress teller) {
      return places.stream()
          .sorted(Comparator.comparing(place -> !place.node().address().equals(teller)))
          .toList();
    }

    Watch with(List<Fetching.Place> fresh) {
      Map<DhtPeerNode, Fetching.Place> all = new LinkedHashMap<>();
      places.forEach(place -> all.put(place.node(), place));
      fresh.forEach(place -> all.put(place.node(), place));
      return new Watch(identity, List.copyOf(all.values()));
    }
  }
}
