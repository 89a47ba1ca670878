package io.waggle.mailbox.net;

import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks nodes in the terms of the mail overlay. Results come on the strand. */
public final class Asker {

  private final MailNetwork network;
  private final Strand strand;

  /** Over a network, for one strand. */
  public Asker(MailNetwork network, Strand strand) {
    this.network = network;
    this.strand = strand;
  }

  /** Whether there is a network to ask. */
  public boolean ready() {
    return network.ready();
  }

  /** The strand that results come on. */
  public Strand strand() {
    return strand;
  }

  /** The nearest nodes that answered, the nearest first. */
  public CompletionStage<List<DhtPeerNode>> closest(NodeId target) {
    return onStrand(network.closest(target));
  }

  /** As {@link #closest}, with this node if it is as near: in a network of two it is the other. */
  public CompletionStage<List<DhtPeerNode>> closestWithUs(NodeId target) {
    return closest(target)
        .thenApply(
            others ->
                Stream.concat(others.stream(), network.here().stream())
                    .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
                    .limit(MailNetwork.WIDTH)
                    .toList());
  }

  /** Whether that is this node, whose holder tells its mailboxes without being asked to. */
  public boolean isHere(DhtPeerNode node) {
    return network.here().filter(node::equals).isPresent();
  }

  /** The nearest nodes as known without asking, or, if nothing is known, those that answered. */
  public CompletionStage<List<DhtPeerNode>> around(NodeId target) {
    return onStrand(network.known(target))
        .thenCompose(
            known -> known.isEmpty() ? closest(target) : CompletableFuture.completedFuture(known));
  }

  /** Asks one node; fails with a {@link DhtException} that {@link #refusal} reads. */
  public <T extends MailReply> CompletionStage<T> ask(
      DhtPeerNode node, MailQuery query, Class<T> kind) {
    return onStrand(network.ask(node, query.method(), query.encode()))
        .thenCompose(
            reply ->
                MailReply.decode(query.method(), reply.values(), kind)
                    .<CompletionStage<T>>map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () ->
                            CompletableFuture.failedFuture(
                                new DhtException(Refusal.PROTOCOL, "an answer of another kind"))));
  }

  private <T> CompletionStage<T> onStrand(CompletionStage<T> stage) {
    return stage
        .handleAsync(
            (value, error) ->
                error == null ? stage : CompletableFuture.<T>failedFuture(cause(error)),
            strand)
        .thenCompose(Function.identity());
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** What a node answered instead; code 0 if it did not answer. */
  public static Refusal refusal(Throwable error) {
    Throwable cause = cause(error);
    return cause instanceof DhtException e
        ? new Refusal(e.code(), String.valueOf(e.getMessage()))
        : new Refusal(DhtException.NO_ANSWER, String.valueOf(cause.getMessage()));
  }

  /** The results of those that did not fail, in that order, when all are through. */
  public static <T> CompletionStage<List<T>> successes(List<? extends CompletionStage<T>> stages) {
    CompletionStage<List<T>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (CompletionStage<T> stage : stages) {
      CompletionStage<Optional<T>> safe =
          stage.handle((value, error) -> error == null ? Optional.of(value) : Optional.empty());
      all =
          all.thenCombine(
              safe,
              (list, value) -> {
                value.ifPresent(list::add);
                return list;
              });
    }
    return all;
  }

  /**
   * As {@link #successes}, for who is in a hurry: once so much time has passed, three of four are
   * enough. A datagram that is lost costs a second, and of many one is lost often.
   */
  public <T> CompletionStage<List<T>> most(
      List<? extends CompletionStage<T>> stages, Duration patience) {
    CompletableFuture<List<T>> result = new CompletableFuture<>();
    List<Optional<T>> values =
        new ArrayList<>(Collections.nCopies(stages.size(), Optional.empty()));
    int[] ended = {0};
    boolean[] late = {false};
    Runnable look =
        () -> {
          if (ended[0] == stages.size() || (late[0] && 4 * ended[0] >= 3 * stages.size())) {
            result.complete(values.stream().flatMap(Optional::stream).toList());
          }
        };
    for (int i = 0; i < stages.size(); i++) {
      int index = i;
      stages
          .get(i)
          .whenComplete(
              (value, error) -> {
                ended[0]++;
                values.set(index, Optional.ofNullable(value));
                look.run();
              });
    }
    look.run();
    strand.later(
        patience,
        () -> {
          late[0] = true;
          look.run();
        });
    return result;
  }
}
