package io.waggle.mailbox.net;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.RecordState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the nearest nodes say that lies in a box.
 *
 * @param asked the nearest nodes with their tokens, those that answered
 * @param records name, and who holds it
 * @param kib sizes by name, as the first holder says
 * @param deleted name, and who says that it was delivered, which only a proof shows
 */
public record Overview(
    List<Fetching.Place> asked,
    Map<ByteString, List<Fetching.Place>> records,
    Map<ByteString, Integer> kib,
    Map<ByteString, List<Fetching.Place>> deleted) {

  /** A box holds at most 512 records; a liar may name more pages than it is asked for. */
  private static final int MOST_PAGES = 24;

  /** Asks all of the nearest, and unites what they say. */
  public static CompletionStage<Overview> of(Asker asker, Overlay overlay, NodeId box) {
    return asker
        .closestWithUs(box)
        .thenCompose(
            nodes ->
                Asker.successes(
                    nodes.stream().map(n -> new Pages(asker, overlay, box, n).start()).toList()))
        .thenApply(Overview::unite);
  }

  private static Overview unite(List<Pages> all) {
    List<Fetching.Place> asked = new ArrayList<>();
    Map<ByteString, List<Fetching.Place>> records = new LinkedHashMap<>();
    Map<ByteString, Integer> kib = new LinkedHashMap<>();
    Map<ByteString, List<Fetching.Place>> deleted = new LinkedHashMap<>();
    for (Pages pages : all) {
      Fetching.Place place = new Fetching.Place(pages.node, pages.token);
      asked.add(place);
      for (MailReply.Entry entry : pages.entries) {
        if (entry.state() == RecordState.HELD) {
          records.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(place);
          kib.putIfAbsent(entry.name(), entry.kib());
        } else if (entry.state() == RecordState.DELETED) {
          deleted.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(place);
        }
      }
    }
    return new Overview(asked, records, kib, deleted);
  }

  /** All pages of one node. */
  private static final class Pages {

    private final Asker asker;
    private final Overlay overlay;
    private final NodeId box;
    private final DhtPeerNode node;
    private final List<MailReply.Entry> entries = new ArrayList<>();
    private ByteString token;
    private int pages;

    Pages(Asker asker, Overlay overlay, NodeId box, DhtPeerNode node) {
      this.asker = asker;
      this.overlay = overlay;
      this.box = box;
      this.node = node;
    }

    CompletionStage<Pages> start() {
      return next(Optional.empty());
    }

    private CompletionStage<Pages> next(Optional<ByteString> cursor) {
      MailQuery.ListBox query =
          new MailQuery.ListBox(
              overlay, box, cursor, MailQuery.ListBox.MOST, Optional.ofNullable(token));
      return asker.ask(node, query, MailReply.Listing.class).thenCompose(this::keep);
    }

    private CompletionStage<Pages> keep(MailReply.Listing listing) {
      token = listing.token();
      entries.addAll(listing.entries());
      pages++;
      return listing.cursor().isPresent() && pages < MOST_PAGES
          ? next(listing.cursor())
          : CompletableFuture.completedFuture(this);
    }
  }
}
