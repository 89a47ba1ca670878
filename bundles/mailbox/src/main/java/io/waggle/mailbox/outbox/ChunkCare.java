package io.waggle.mailbox.outbox;

import io.waggle.mailbox.chunk.Chunks;
import io.waggle.mailbox.chunk.Lanes;
import io.waggle.mailbox.net.Overview;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Looks after the chunks of a mail that waits: a quarter of them each time, so that the questions
 * stay few beside the chunks themselves. Where too few copies are left, more are laid down.
 */
final class ChunkCare {

  private static final int ROUNDS = 4;
  private static final int AT_ONCE = 2;
  private static final int MOST_FAILURES = 8;
  private static final int FILLED = 6;

  private final OutboxSite site;
  private final ChunkProgress progress;
  private final ChunkLaying laying;
  private final Chunks chunks;

  ChunkCare(OutboxSite site, Draft draft, ChunkProgress progress) {
    this.site = site;
    this.progress = progress;
    this.laying = new ChunkLaying(site, draft, progress);
    this.chunks = new Chunks(site.crypto(), progress.manifest());
  }

  /** Completes when the chunks of that round are looked after. */
  CompletionStage<Integer> round(int number) {
    IntStream turn =
        IntStream.range(0, progress.manifest().count())
            .filter(i -> i % ROUNDS == Math.floorMod(number, ROUNDS));
    return Lanes.run(turn, AT_ONCE, MOST_FAILURES, this::look);
  }

  private CompletionStage<Boolean> look(int index) {
    return Overview.of(site.asker(), site.overlay(), chunks.box(index))
        .thenCompose(
            seen -> {
              long held = seen.records().values().stream().mapToInt(List::size).max().orElse(0);
              return held >= Math.min(Check.TOO_FEW, seen.asked().size())
                  ? CompletableFuture.completedFuture(true)
                  : laying.one(index, FILLED, stored -> {});
            });
  }
}
