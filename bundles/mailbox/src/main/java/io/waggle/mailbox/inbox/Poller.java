package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
  private final Map<NodeId, Identity> watched = new HashMap<>();
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
    watched.put(box, identity);
    for (Fetching.Place place : places.stream().limit(TOLD_BY).toList()) {
      MailQuery.Subscribe query =
          new MailQuery.Subscribe(site.overlay(), box, MailQuery.Subscribe.LONGEST, place.token());
      site.asker().ask(place.node(), query, MailReply.Subscribed.class);
    }
  }

  /** A holder tells of a new record; believed only so far as to look. */
  public void told(NodeId box, ByteString name) {
    Optional.ofNullable(watched.get(box))
        .filter(identity -> site.store().known(name).isEmpty() && !unwanted.contains(name))
        .ifPresent(identity -> poll(identity, box));
  }
}
