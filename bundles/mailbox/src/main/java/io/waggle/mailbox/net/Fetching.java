package io.waggle.mailbox.net;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches one record from whichever of its holders has it: piece by piece, a few at a time, and
 * from the next holder if the hash is not its name.
 */
public final class Fetching {

  private static final int AT_ONCE = 4;
  private static final int TRIES = 3;
  private static final int LARGEST = 65_536;
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final Asker asker;
  private final Hashes hashes;
  private final Overlay overlay;
  private final NodeId box;
  private final ByteString name;
  private final List<Place> places;

  /**
   * A node that has named the record.
   *
   * @param token of the box at that node
   */
  public record Place(DhtPeerNode node, ByteString token) {}

  private Fetching(
      Asker asker, Hashes hashes, Overlay overlay, NodeId box, ByteString name, List<Place> in) {
    this.asker = asker;
    this.hashes = hashes;
    this.overlay = overlay;
    this.box = box;
    this.name = name;
    this.places = List.copyOf(in);
  }

  /** Sets out; fails with what the last holder did. */
  public static CompletionStage<ByteString> start(
      Asker asker, Hashes hashes, Overlay overlay, NodeId box, ByteString name, List<Place> in) {
    return new Fetching(asker, hashes, overlay, box, name, in).from(0);
  }

  /**
   * The same for who is in a hurry: after a moment the next holder is asked as well, since a
   * datagram that is lost costs a second.
   */
  public static CompletionStage<ByteString> hurry(
      Asker asker, Hashes hashes, Overlay overlay, NodeId box, ByteString name, List<Place> in) {
    CompletableFuture<ByteString> result = new CompletableFuture<>();
    List<Place> turned = new ArrayList<>(in);
    Collections.rotate(turned, -1);
    AtomicInteger running = new AtomicInteger(1);
    race(start(asker, hashes, overlay, box, name, in), running, result);
    asker
        .strand()
        .later(
            PATIENCE,
            () -> {
              if (!result.isDone() && in.size() > 1) {
                running.incrementAndGet();
                race(start(asker, hashes, overlay, box, name, turned), running, result);
              }
            });
    return result;
  }

  private static void race(
      CompletionStage<ByteString> runner,
      AtomicInteger running,
      CompletableFuture<ByteString> result) {
    runner.whenComplete(
        (bytes, error) -> {
          if (error == null) {
            result.complete(bytes);
          } else if (running.decrementAndGet() == 0) {
            result.completeExceptionally(error);
          }
        });
  }

  private CompletionStage<ByteString> from(int index) {
    if (index >= places.size()) {
      return failed("no holder gives it");
    }
    return new Reading(places.get(index))
        .run()
        .handle(
            (bytes, error) ->
                error == null && RecordId.of(hashes, bytes.toBytes()).name().equals(name)
                    ? CompletableFuture.completedFuture(bytes)
                    : from(index + 1).toCompletableFuture())
        .thenCompose(stage -> stage);
  }

  private static <T> CompletableFuture<T> failed(String reason) {
    return CompletableFuture.failedFuture(new DhtException(Refusal.MISSING, reason));
  }

  /** The pieces of one holder. */
  private final class Reading {

    private final Place place;
    private byte[] all;

    Reading(Place place) {
      this.place = place;
    }

    CompletionStage<ByteString> run() {
      return piece(0, TRIES).thenCompose(this::begin);
    }

    private CompletionStage<MailReply.Piece> piece(int offset, int tries) {
      MailQuery.Get get =
          new MailQuery.Get(
              overlay, box, name, offset, MailQuery.Get.MOST, Optional.of(place.token()));
      return asker
          .ask(place.node(), get, MailReply.Piece.class)
          .handle(
              (reply, error) -> {
                if (error == null) {
                  return CompletableFuture.completedFuture(reply);
                }
                boolean silent = Asker.refusal(error).code() == DhtException.NO_ANSWER;
                return silent && tries > 1
                    ? piece(offset, tries - 1).toCompletableFuture()
                    : CompletableFuture.<MailReply.Piece>failedFuture(error);
              })
          .thenCompose(stage -> stage);
    }

    private CompletionStage<ByteString> begin(MailReply.Piece first) {
      int length = first.bytes().length();
      if (first.total() > LARGEST || length == 0 || length > first.total()) {
        return failed("a record of " + first.total() + " bytes");
      }
      all = new byte[first.total()];
      keep(0, first);
      return window(length);
    }

    private CompletionStage<ByteString> window(int from) {
      if (from >= all.length) {
        return CompletableFuture.completedFuture(ByteString.of(all));
      }
      List<CompletableFuture<Boolean>> parts = new ArrayList<>();
      int at = from;
      for (int i = 0; i < AT_ONCE && at < all.length; i++, at += MailQuery.Get.MOST) {
        int offset = at;
        parts.add(piece(at, TRIES).thenApply(p -> keep(offset, p)).toCompletableFuture());
      }
      int next = at;
      return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
          .thenCompose(
              done ->
                  parts.stream().allMatch(CompletableFuture::join)
                      ? window(next)
                      : failed("a piece of another length"));
    }

    private boolean keep(int offset, MailReply.Piece piece) {
      byte[] bytes = piece.bytes().toBytes();
      int wanted = Math.min(MailQuery.Get.MOST, all.length - offset);
      if ((bytes.length != wanted && offset > 0) || bytes.length > wanted) {
        return false;
      }
      System.arraycopy(bytes, 0, all, offset, bytes.length);
      return true;
    }
  }
}
