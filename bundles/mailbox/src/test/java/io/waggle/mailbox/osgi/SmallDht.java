package io.waggle.mailbox.osgi;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.net.OwnNode;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A node of a DHT in a test: it finds those that it is told of, and remembers whom it has asked.
 */
final class SmallDht {

  final DhtPeerNode us;
  final List<SmallDht> others = new ArrayList<>();
  final List<DhtQueryHandler> handlers = new ArrayList<>();
  final List<PeerAddress> asked = new ArrayList<>();
  final DhtService service =
      (DhtService)
          Proxy.newProxyInstance(
              DhtService.class.getClassLoader(), new Class<?>[] {DhtService.class}, this::answer);

  SmallDht(int number) {
    us =
        new DhtPeerNode(
            NodeId.of(number, number, number), PeerAddress.parse("192.0.2." + number + ":6881"));
  }

  private record Ended<T>(CompletionStage<T> result) implements DhtOperation<T> {
    @Override
    public void cancel() {}
  }

  private Object answer(Object self, Method method, Object... arguments) {
    return switch (method.getName()) {
      case "table" -> CompletableFuture.completedFuture(List.of());
      case "status" -> status();
      case "findNodes" -> new Ended<>(CompletableFuture.completedFuture(found()));
      case "query" ->
          new Ended<>(
              ask((PeerAddress) arguments[0], (String) arguments[2], (DhtArguments) arguments[3]));
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> self == arguments[0];
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private DhtStatus status() {
    return new DhtStatus(
        DhtState.READY, "", List.of(us), List.of(), 0, 0, 1, new TreeMap<String, Long>());
  }

  private LookupReport found() {
    List<DhtPeerNode> all = others.stream().map(other -> other.us).toList();
    return new LookupReport(us.id(), all, 0, 0, 0, 0, Duration.ZERO, List.of());
  }

  private CompletionStage<DhtReply> ask(PeerAddress node, String method, DhtArguments arguments) {
    asked.add(node);
    return others.stream()
        .filter(other -> other.us.address().equals(node))
        .flatMap(other -> other.handlers.stream())
        .filter(handler -> handler.methods().contains(method))
        .findFirst()
        .map(handler -> OwnNode.ask(handler, us, method, arguments))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new DhtException(DhtException.NO_ANSWER, "silence")));
  }
}
