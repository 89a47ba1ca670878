package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Lays a record on several holders at once; for one that refuses the next takes its place. Those
 * that are only busy are asked again when they have said, if they are still needed then.
 */
public final class Spreading {

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Putting.Parcel parcel;
  private final Deque<Holder> candidates;
  private final int wanted;
  private final BiConsumer<Holder, StorageReceipt> each;
  private final Patience patience;
  private final Backoff backoff;
  private final List<Refused> refused = new ArrayList<>();
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private int running;
  private int resting;
  private int stored;

  /**
   * How busy holders are dealt with.
   *
   * @param enough with so many receipts the outcome does not wait for them
   * @param over whether the record is not to be laid down any more
   */
  public record Patience(int enough, BooleanSupplier over) {

    /** Who is busy is passed over. */
    public static final Patience NONE = new Patience(0, () -> true);
  }

  /** A holder that did not take it, and why. */
  public record Refused(DhtPeerNode node, Refusal refusal) {}

  /**
   * How it went.
   *
   * @param stored how many have signed
   * @param refused who did not, and why
   */
  public record Outcome(int stored, List<Refused> refused) {}

  private Spreading(
      Asker asker,
      Crypto crypto,
      Overlay overlay,
      Putting.Parcel parcel,
      List<Holder> candidates,
      int wanted,
      Patience patience,
      BiConsumer<Holder, StorageReceipt> each) {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
    this.parcel = parcel;
    this.candidates = new ArrayDeque<>(candidates);
    this.wanted = wanted;
    this.patience = patience;
    this.each = each;
    this.backoff = new Backoff(crypto);
  }

  /**
   * Sets out.
   *
   * @param candidates the best first
   * @param wanted how many shall have it
   * @param each is told of each receipt, on the strand; of those of busy holders maybe after the
   *     end
   */
  public static CompletionStage<Outcome> start(
      Asker asker,
      Crypto crypto,
      Overlay overlay,
      Putting.Parcel parcel,
      List<Holder> candidates,
      int wanted,
      Patience patience,
      BiConsumer<Holder, StorageReceipt> each) {
    Spreading spreading =
        new Spreading(asker, crypto, overlay, parcel, candidates, wanted, patience, each);
    spreading.fill();
    return spreading.result;
  }

  private void fill() {
    while (stored + running < wanted && !candidates.isEmpty()) {
      Holder holder = candidates.poll();
      running++;
      Putting.start(asker, crypto, overlay, holder, parcel)
          .whenComplete((receipt, error) -> done(holder, receipt, error));
    }
    boolean waiting = resting > 0 && stored < Math.min(wanted, patience.enough());
    if (running == 0 && !waiting) {
      result.complete(new Outcome(stored, List.copyOf(refused)));
    }
  }

  private void done(Holder holder, StorageReceipt receipt, Throwable error) {
    running--;
    if (error == null) {
      stored++;
      each.accept(holder, receipt);
    } else {
      refused(new Refused(holder.node(), Asker.refusal(error)), holder);
    }
    fill();
  }

  private void refused(Refused how, Holder holder) {
    Optional<Duration> wait =
        patience.over().getAsBoolean() ? Optional.empty() : backoff.after(holder, how.refusal());
    if (wait.isEmpty()) {
      refused.add(how);
      return;
    }
    resting++;
    asker.strand().later(wait.get(), () -> again(how, holder));
  }

  private void again(Refused how, Holder holder) {
    resting--;
    if (patience.over().getAsBoolean()) {
      refused.add(how);
    } else {
      candidates.add(holder);
    }
    fill();
  }
}
