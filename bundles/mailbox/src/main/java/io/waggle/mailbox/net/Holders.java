package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.NodeProof;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the nodes that may hold the records of a box. */
public final class Holders {

  /** Who writes twice in a while need not search twice; tokens are good for ten minutes. */
  private static final Duration GOOD_FOR = Duration.ofMinutes(8);

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration OLD = Duration.ofMinutes(3);
  private static final int FEW = 10;
  private static final int MOST_KNOWN = 256;

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Map<NodeId, Known> found = new HashMap<>();
  private final Map<DhtPeerNode, CompletionStage<Holder>> offers = new HashMap<>();

  private record Known(List<Holder> holders, Instant when) {}

  /** On one overlay. */
  public Holders(Asker asker, Crypto crypto, Overlay overlay) {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
  }

  /**
   * The nearest nodes that keep records of that size, the nearest first: with a key that was paid
   * for, one for each key and for each /24 or /48 (MAIL.md §8).
   */
  public CompletionStage<List<Holder>> find(NodeId box, SizeClass size) {
    Instant now = asker.strand().now();
    found.values().removeIf(known -> now.isAfter(known.when().plus(GOOD_FOR)));
    Known known = found.get(box);
    CompletionStage<List<Holder>> all =
        known == null ? search(box) : CompletableFuture.completedFuture(known.holders());
    if (known != null && now.isAfter(known.when().plus(OLD))) {
      // For the next mail of the conversation; this one need not wait.
      search(box);
    }
    return all.thenApply(some -> diverse(some.stream().filter(h -> fits(h, size)).toList()));
  }

  private CompletionStage<List<Holder>> search(NodeId box) {
    return asker
        .closest(box)
        .thenCompose(nodes -> asker.most(nodes.stream().map(this::info).toList(), PATIENCE))
        .thenApply(
            all -> {
              if (!all.isEmpty() && found.size() < MOST_KNOWN) {
                found.put(box, new Known(all, asker.strand().now()));
              }
              return all;
            });
  }

  /** The same among given nodes, in their order; each is asked once what it offers. */
  public CompletionStage<List<Holder>> among(List<DhtPeerNode> nodes, SizeClass size) {
    return Asker.successes(nodes.stream().map(n -> offers.computeIfAbsent(n, this::info)).toList())
        .thenApply(some -> diverse(some.stream().filter(h -> fits(h, size)).toList()));
  }

  /** One did not do what it should. When few are left, the next search is a new one. */
  public void forget(NodeId box, DhtPeerNode node) {
    found.computeIfPresent(
        box,
        (b, known) -> {
          List<Holder> others =
              known.holders().stream().filter(h -> !h.node().equals(node)).toList();
          return others.size() < FEW ? null : new Known(others, known.when());
        });
  }

  private CompletionStage<Holder> info(DhtPeerNode node) {
    return asker
        .ask(node, new MailQuery.Info(overlay), MailReply.Info.class)
        .thenApply(info -> new Holder(node, info));
  }

  private boolean fits(Holder holder, SizeClass size) {
    MailReply.Info info = holder.info();
    return info.stores()
        && info.most().bytes() >= size.bytes()
        && NodeProof.holds(crypto.hashes(), info.nodeKey(), info.nodeProof());
  }

  private static List<Holder> diverse(List<Holder> holders) {
    Set<Object> seen = new HashSet<>();
    return holders.stream()
        .filter(h -> !seen.contains(h.neighbourhood()) && !seen.contains(h.info().nodeKey()))
        .filter(
            h -> {
              seen.add(h.neighbourhood());
              return seen.add(h.info().nodeKey());
            })
        .toList();
  }
}
