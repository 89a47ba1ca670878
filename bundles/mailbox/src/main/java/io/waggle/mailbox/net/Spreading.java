package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Lays a record on several holders at once; for one that refuses the next takes its place. */
public final class Spreading {

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Putting.Parcel parcel;
  private final Deque<Holder> candidates;
  private final int wanted;
  private final BiConsumer<Holder, StorageReceipt> each;
  private final List<Refused> refused = new ArrayList<>();
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private int running;
  private int stored;

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
      BiConsumer<Holder, StorageReceipt> each) {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
    this.parcel = parcel;
    this.candidates = new ArrayDeque<>(candidates);
    this.wanted = wanted;
    this.each = each;
  }

  /**
   * Sets out.
   *
   * @param candidates the best first
   * @param wanted how many shall have it
   * @param each is told of each receipt, on the strand
   */
  public static CompletionStage<Outcome> start(
      Asker asker,
      Crypto crypto,
      Overlay overlay,
      Putting.Parcel parcel,
      List<Holder> candidates,
      int wanted,
      BiConsumer<Holder, StorageReceipt> each) {
    Spreading spreading = new Spreading(asker, crypto, overlay, parcel, candidates, wanted, each);
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
    if (running == 0) {
      result.complete(new Outcome(stored, List.copyOf(refused)));
    }
  }

  private void done(Holder holder, StorageReceipt receipt, Throwable error) {
    running--;
    if (error == null) {
      stored++;
      each.accept(holder, receipt);
    } else {
      refused.add(new Refused(holder.node(), Asker.refusal(error)));
    }
    fill();
  }
}
