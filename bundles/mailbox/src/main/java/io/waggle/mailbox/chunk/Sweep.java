package io.waggle.mailbox.chunk;

import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Deletes chunks from the nodes by their proofs: at all of the nearest, whoever has listed one. */
public final class Sweep {

  /** Only the owner of the content key can lay more than one there. */
  private static final int MOST_RECORDS = 8;

  private static final int AT_ONCE = 4;
  private static final int MOST_FAILURES = 12;

  private final Asker asker;
  private final Overlay overlay;
  private final Chunks chunks;

  /** Of one mail. */
  public Sweep(Asker asker, Overlay overlay, Chunks chunks) {
    this.asker = asker;
    this.overlay = overlay;
    this.chunks = chunks;
  }

  /** Deletes all of them; completes with how many. */
  public CompletionStage<Integer> all() {
    int count = chunks.manifest().count();
    return Lanes.run(IntStream.range(0, count), AT_ONCE, MOST_FAILURES, this::delete);
  }

  /** Deletes one chunk; completes with whether any node was reached. */
  public CompletionStage<Boolean> delete(int index) {
    NodeId box = chunks.box(index);
    return Overview.of(asker, overlay, box).thenCompose(seen -> delete(index, box, seen));
  }

  private CompletionStage<Boolean> delete(int index, NodeId box, Overview seen) {
    List<CompletionStage<MailReply.Deleted>> answers = new ArrayList<>();
    seen.records().keySet().stream()
        .limit(MOST_RECORDS)
        .forEach(
            name -> {
              for (Fetching.Place place : seen.asked()) {
                MailQuery.Delete query =
                    new MailQuery.Delete(overlay, box, name, chunks.proof(index), place.token());
                answers.add(asker.ask(place.node(), query, MailReply.Deleted.class));
              }
            });
    return Asker.successes(answers).thenApply(all -> !seen.asked().isEmpty());
  }
}
