package io.waggle.mailbox.net;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The overlay of a DHT that may come and go. */
public final class DhtNetwork implements MailNetwork {

  private static final DhtLookup WIDE = new DhtLookup(WIDTH, 0, false);

  private final Supplier<Optional<DhtService>> dht;
  private final Supplier<Optional<DhtQueryHandler>> holder;

  /** With whichever DHT is there at the moment, on a node that keeps no mail. */
  public DhtNetwork(Supplier<Optional<DhtService>> dht) {
    this(dht, Optional::empty);
  }

  /** With whichever DHT is there at the moment, and the holder on it. */
  public DhtNetwork(
      Supplier<Optional<DhtService>> dht, Supplier<Optional<DhtQueryHandler>> holder) {
    this.dht = dht;
    this.holder = holder;
  }

  @Override
  public boolean ready() {
    return dht.get().map(d -> d.status().state() == DhtState.READY).orElse(false);
  }

  @Override
  public Object incarnation() {
    return dht.get();
  }

  @Override
  public CompletionStage<List<DhtPeerNode>> closest(NodeId target) {
    return dht.get()
        .map(d -> d.findNodes(target, WIDE).result())
        .orElseGet(DhtNetwork::gone)
        .thenApply(report -> report.closest().stream().limit(WIDTH).toList());
  }

  @Override
  public CompletionStage<List<DhtPeerNode>> known(NodeId target) {
    return dht.get()
        .map(DhtService::table)
        .orElseGet(DhtNetwork::gone)
        .thenApply(
            contacts ->
                contacts.stream()
                    .filter(DhtContact::live)
                    .map(DhtContact::node)
                    .distinct()
                    .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
                    .limit(WIDTH)
                    .toList());
  }

  @Override
  public CompletionStage<DhtReply> ask(DhtPeerNode node, String method, DhtArguments arguments) {
    Optional<DhtQueryHandler> own = here().filter(node::equals).flatMap(here -> holder.get());
    return own.isPresent()
        ? OwnNode.ask(own.get(), node, method, arguments)
        : dht.get()
            .map(d -> d.query(node.address(), Optional.of(node.id()), method, arguments).result())
            .orElseGet(DhtNetwork::gone);
  }

  @Override
  public Optional<DhtPeerNode> here() {
    return holder
        .get()
        .flatMap(keeps -> dht.get())
        .flatMap(d -> d.status().locals().stream().findFirst());
  }

  private static <T> CompletionStage<T> gone() {
    return CompletableFuture.failedFuture(new DhtException(DhtException.CLOSED, "there is no DHT"));
  }
}
