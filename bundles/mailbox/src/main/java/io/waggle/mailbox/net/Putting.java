package io.waggle.mailbox.net;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Pieces;
import io.waggle.mailbox.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lays one record on one holder: the first piece alone, the others a few at a time. Done when the
 * holder has signed that it has it; fails with what it said instead.
 */
public final class Putting {

  private static final int AT_ONCE = 4;
  private static final int TRIES = 3;

  private final Asker asker;
  private final Crypto crypto;
  private final Holder holder;
  private final Parcel parcel;
  private final List<MailQuery.Put> pieces;
  private final CompletableFuture<StorageReceipt> result = new CompletableFuture<>();

  /**
   * What is laid down.
   *
   * @param box where it belongs
   * @param id its hash
   * @param bytes all of it
   * @param expires seconds
   * @param authority the right to lay it there
   */
  public record Parcel(
      NodeId box, RecordId id, ByteString bytes, long expires, PutAuthority authority) {}

  private Putting(Asker asker, Crypto crypto, Overlay overlay, Holder holder, Parcel parcel) {
    this.asker = asker;
    this.crypto = crypto;
    this.holder = holder;
    this.parcel = parcel;
    this.pieces =
        Pieces.of(
            overlay,
            parcel.box(),
            parcel.id(),
            parcel.bytes().toBytes(),
            parcel.authority(),
            holder.info().token());
  }

  /** Sets out. */
  public static CompletionStage<StorageReceipt> start(
      Asker asker, Crypto crypto, Overlay overlay, Holder holder, Parcel parcel) {
    Putting putting = new Putting(asker, crypto, overlay, holder, parcel);
    putting.send(0).whenComplete((done, error) -> putting.next(1, error));
    return putting.result;
  }

  /** One piece, repeated if nobody answers. Completes with whether the holder has all. */
  private CompletionStage<Boolean> send(int index) {
    return send(index, TRIES);
  }

  private CompletionStage<Boolean> send(int index, int tries) {
    return asker
        .ask(holder.node(), pieces.get(index), MailReply.class)
        .handle(
            (reply, error) -> {
              if (error == null) {
                return CompletableFuture.completedFuture(taken(reply));
              }
              boolean silent = Asker.refusal(error).code() == DhtException.NO_ANSWER;
              return silent && tries > 1
                  ? send(index, tries - 1).toCompletableFuture()
                  : CompletableFuture.<Boolean>failedFuture(error);
            })
        .thenCompose(stage -> stage);
  }

  private boolean taken(MailReply reply) {
    if (reply instanceof MailReply.Stored stored) {
      StorageReceipt receipt =
          new StorageReceipt(
              parcel.id(), parcel.box(), parcel.expires(), stored.hour(), stored.signature());
      if (receipt.holds(crypto, holder.info().nodeKey())) {
        result.complete(receipt);
      } else {
        fail("its receipt is forged");
      }
    }
    return result.isDone();
  }

  private void fail(String reason) {
    result.completeExceptionally(new DhtException(Refusal.PROTOCOL, reason));
  }

  private void next(int from, Throwable error) {
    if (error != null) {
      result.completeExceptionally(error);
    } else if (!result.isDone() && from >= pieces.size()) {
      fail("it has all pieces and gives no receipt");
    } else if (!result.isDone()) {
      int end = Math.min(pieces.size(), from + AT_ONCE);
      List<CompletableFuture<Boolean>> window = new ArrayList<>();
      for (int i = from; i < end; i++) {
        window.add(send(i).toCompletableFuture());
      }
      CompletableFuture.allOf(window.toArray(new CompletableFuture<?>[0]))
          .whenComplete((done, failure) -> next(end, failure));
    }
  }
}
