package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.chunk.Chunks;
import io.waggle.mailbox.chunk.Lanes;
import io.waggle.mailbox.chunk.Sweep;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StampPrice;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.seal.SealedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Lays the chunks of one long mail on holders, each at its own place, and goes on where it was
 * interrupted: made again from the message, a chunk is the same record. Runs on the strand.
 */
final class ChunkLaying {

  private static final int AT_ONCE = 4;

  /** So many refusals tell that it is of no use at the moment. */
  private static final int MOST_FAILURES = 12;

  private final OutboxSite site;
  private final Draft draft;
  private final ChunkProgress progress;
  private final Chunks chunks;

  ChunkLaying(OutboxSite site, Draft draft, ChunkProgress progress) {
    this.site = site;
    this.draft = draft;
    this.progress = progress;
    this.chunks = new Chunks(site.crypto(), progress.manifest());
  }

  /**
   * Lays down all that are not yet stored.
   *
   * @param each hears how many are
   * @return completes with the manifest; fails if some could not be stored
   */
  CompletionStage<Manifest> all(IntConsumer each) {
    int count = progress.manifest().count();
    IntStream open = IntStream.range(0, count).filter(i -> !progress.get(i).enough());
    return Lanes.run(open, AT_ONCE, MOST_FAILURES, i -> one(i, OutboxEntry.COPIES, each))
        .thenCompose(
            done -> {
              int stored = progress.stored();
              return stored == count
                  ? CompletableFuture.completedFuture(progress.manifest())
                  : CompletableFuture.failedFuture(
                      Undeliverable.yet(stored + " of " + count + " pieces are stored"));
            });
  }

  /** Lays one on so many holders; completes with whether enough have it. */
  CompletionStage<Boolean> one(int index, int copies, IntConsumer each) {
    SealedRecord record;
    try {
      if (isOver()) {
        return CompletableFuture.completedFuture(false);
      }
      record = record(index);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return site.holders()
        .find(record.header().box(), record.header().size())
        .thenCompose(holders -> pay(index, record, holders, copies))
        .thenApply(
            enough -> {
              each.accept(progress.stored());
              return enough;
            });
  }

  private boolean isOver() {
    return site.store().get(draft.id()).map(e -> e.state().isFinal()).orElse(true);
  }

  private Instant now() {
    return site.asker().strand().now();
  }

  /** One as a record, for who takes it from us; empty if it can't be read. */
  ByteString piece(int index) {
    try {
      return index < progress.manifest().count() ? record(index).bytes() : ByteString.EMPTY;
    } catch (IOException e) {
      return ByteString.EMPTY;
    }
  }

  /** The record that is laid down already, or one of this hour. */
  private SealedRecord record(int index) throws IOException {
    ChunkState state = progress.get(index);
    if (state.copies() == 0 && !Freshness.holds(state.created(), now())) {
      long second = now().getEpochSecond();
      state = ChunkState.made(second - second % RecordHeader.HOUR);
      progress.put(index, state);
    }
    Manifest manifest = progress.manifest();
    byte[] part = site.store().part(draft.id(), manifest.offsetOf(index), manifest.lengthOf(index));
    return chunks.seal(index, state.created(), part);
  }

  private CompletionStage<Boolean> pay(
      int index, SealedRecord record, List<Holder> holders, int copies) {
    if (holders.isEmpty()) {
      return CompletableFuture.failedFuture(
          Undeliverable.yet("no node that keeps mail is in reach"));
    }
    int price = holders.stream().limit(copies).mapToInt(h -> h.info().price()).max().orElseThrow();
    int bits = StampPrice.bits(price, record.header().size(), true, 0);
    Optional<Stamp> paid =
        progress.get(index).stamp().filter(s -> s.bits() >= StampPrice.least(bits));
    if (paid.isPresent()) {
      return spread(index, record, holders, copies, paid.get());
    }
    return site.stamps()
        .mine(record.id(), bits, tries -> {})
        .thenCompose(
            stamp -> {
              put(index, progress.get(index).paid(stamp));
              return spread(index, record, holders, copies, stamp);
            });
  }

  private CompletionStage<Boolean> spread(
      int index, SealedRecord record, List<Holder> holders, int copies, Stamp stamp) {
    int wanted = Math.min(copies, holders.size());
    int least = Math.min(OutboxEntry.ENOUGH, wanted);
    RecordHeader header = record.header();
    PutAuthority first =
        PutAuthority.Keyed.sign(
            site.crypto(), chunks.writeSeed(index).toBytes(), record.id(), stamp);
    PutAuthority authority =
        Freshness.holds(header.created(), now()) ? first : new PutAuthority.Repair(first);
    Putting.Parcel parcel =
        new Putting.Parcel(header.box(), record.id(), record.bytes(), header.expires(), authority);
    return Spreading.start(
            site.asker(),
            site.crypto(),
            site.overlay(),
            parcel,
            holders,
            wanted,
            new Spreading.Patience(least, this::isOver),
            (h, r) -> {})
        .thenApply(
            outcome -> {
              boolean enough = outcome.stored() >= least;
              put(index, progress.get(index).copies(outcome.stored(), enough));
              if (isOver()) {
                // Taken back meanwhile, and swept where this was not yet.
                new Sweep(site.asker(), site.overlay(), chunks).delete(index);
              }
              return enough;
            });
  }

  private void put(int index, ChunkState state) {
    try {
      progress.put(index, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
