package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.mail.MailState;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks those that have signed how a stored mail stands, a few at a time, and the nearest nodes only
 * where too few of them still have it. A proof of delivery ends it; too few copies are noted, and
 * the next attempt lays down more.
 */
final class Check {

  /** With fewer the copies are filled up (MAIL.md §8). */
  static final int TOO_FEW = 3;

  private static final int AT_ONCE = 4;

  private final OutboxSite site;
  private final OutboxEntry entry;
  private final Sealed sealed;
  private final boolean search;
  private final Set<DhtPeerNode> held = new HashSet<>();
  private final Set<DhtPeerNode> asked = new HashSet<>();
  private boolean delivered;

  /**
   * Of one mail.
   *
   * @param search whether others are asked where too few of those that have signed still have it
   */
  Check(OutboxSite site, OutboxEntry entry, boolean search) {
    this.site = site;
    this.search = search;
    this.entry = entry;
    this.sealed = entry.sealed().orElseThrow();
  }

  /** Completes with whether more copies are needed. */
  CompletionStage<Boolean> run() {
    List<DhtPeerNode> signed = entry.copies().stream().filter(Copy::held).map(Copy::node).toList();
    return through(signed, 0, TOO_FEW)
        .thenCompose(
            nothing ->
                delivered || held.size() >= TOO_FEW || !search
                    ? CompletableFuture.completedFuture(null)
                    : site.asker().closest(sealed.record().header().box()).thenCompose(this::rest))
        .thenApply(nothing -> conclude());
  }

  /** All of them: one may know of the delivery, though others who were away do not. */
  private CompletionStage<Void> rest(List<DhtPeerNode> nearest) {
    return through(
        nearest.stream().filter(node -> !asked.contains(node)).toList(), 0, Integer.MAX_VALUE);
  }

  private CompletionStage<Void> through(List<DhtPeerNode> nodes, int from, int enough) {
    if (delivered || held.size() >= enough || from >= nodes.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int end = Math.min(nodes.size(), from + AT_ONCE);
    List<DhtPeerNode> some = nodes.subList(from, end);
    asked.addAll(some);
    return Asker.successes(some.stream().map(this::ask).toList())
        .thenCompose(done -> through(nodes, end, enough));
  }

  private CompletionStage<Boolean> ask(DhtPeerNode node) {
    ByteString name = sealed.record().id().name();
    return site.asker()
        .ask(node, new MailQuery.Stat(site.overlay(), List.of(name)), MailReply.Standings.class)
        .thenApply(reply -> note(node, reply));
  }

  private boolean note(DhtPeerNode node, MailReply.Standings reply) {
    for (MailReply.Standing standing : reply.records()) {
      if (standing.state() == RecordState.HELD) {
        held.add(node);
      }
      // A proof convinces by itself; a bare "deleted" does not.
      delivered |= standing.proof().filter(entry.draft().proof()::equals).isPresent();
    }
    return true;
  }

  private boolean conclude() {
    // A holder that was busy may have signed meanwhile.
    OutboxEntry current = site.store().get(entry.draft().id()).orElse(entry);
    OutboxEntry seen =
        current.copies(
            current.copies().stream()
                .map(c -> asked.contains(c.node()) ? c.held(held.contains(c.node())) : c)
                .toList());
    if (delivered) {
      site.keep(seen.in(MailState.DELIVERED, site.asker().strand().now(), ""));
      return false;
    }
    site.keep(seen);
    return search && held.size() < Math.min(TOO_FEW, entry.wanted());
  }
}
