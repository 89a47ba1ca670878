package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StampMiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/** Mines stamps in the background, one after the other. Results come on the strand. */
public final class StampOffice implements AutoCloseable {

  private final Crypto crypto;
  private final Executor background;
  private final Strand strand;
  private volatile boolean closed;

  /**
   * With threads to work on.
   *
   * @param background is kept busy for as long as stamps are mined
   */
  public StampOffice(Crypto crypto, Executor background, Strand strand) {
    this.crypto = crypto;
    this.background = background;
    this.strand = strand;
  }

  /**
   * Mines one.
   *
   * @param progress hears of the tries, about each millisecond, on the working thread
   */
  public CompletionStage<Stamp> mine(RecordId record, int bits, LongConsumer progress) {
    return CompletableFuture.supplyAsync(() -> work(record, bits, progress), background)
        .thenApplyAsync(stamp -> stamp, strand);
  }

  private Stamp work(RecordId record, int bits, LongConsumer progress) {
    return new StampMiner(crypto)
        .mine(
            record,
            bits,
            (tries, expected) -> {
              progress.accept(tries);
              return !closed;
            })
        .orElseThrow(() -> new CancellationException("the mailbox was closed"));
  }

  /** Ends what is being mined. */
  @Override
  public void close() {
    closed = true;
  }
}
