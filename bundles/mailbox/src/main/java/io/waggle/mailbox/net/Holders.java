package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.NodeProof;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Finds the nodes that may hold the records of a box. */
public final class Holders {

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;

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
    return asker
        .closest(box)
        .thenCompose(nodes -> Asker.successes(nodes.stream().map(this::info).toList()))
        .thenApply(all -> diverse(all.stream().filter(h -> fits(h, size)).toList()));
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
