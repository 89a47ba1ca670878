package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.mail.MailState;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Asks the nearest nodes, and those that have signed, how a stored mail stands. A proof of delivery
 * ends it; too few copies are noted, and the next attempt lays down more.
 */
final class Check {

  /** With fewer the copies are filled up (MAIL.md §8). */
  static final int TOO_FEW = 3;

  private final OutboxSite site;
  private final OutboxEntry entry;
  private final Sealed sealed;
  private final Set<DhtPeerNode> held = new HashSet<>();
  private boolean delivered;

  Check(OutboxSite site, OutboxEntry entry) {
    this.site = site;
    this.entry = entry;
    this.sealed = entry.sealed().orElseThrow();
  }

  /** Completes with whether more copies are needed. */
  CompletionStage<Boolean> run() {
    return site.asker()
        .closest(sealed.record().header().box())
        .thenCompose(nodes -> Asker.successes(withCopies(nodes).stream().map(this::ask).toList()))
        .thenApply(done -> conclude());
  }

  private Set<DhtPeerNode> withCopies(List<DhtPeerNode> nodes) {
    Set<DhtPeerNode> all = new LinkedHashSet<>(nodes);
    entry.copies().forEach(copy -> all.add(copy.node()));
    return all;
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
    OutboxEntry seen =
        entry.copies(
            entry.copies().stream().map(copy -> copy.held(held.contains(copy.node()))).toList());
    if (delivered) {
      site.keep(seen.in(MailState.DELIVERED, site.asker().strand().now(), ""));
      return false;
    }
    site.keep(seen);
    return held.size() < Math.min(TOO_FEW, entry.wanted());
  }
}
