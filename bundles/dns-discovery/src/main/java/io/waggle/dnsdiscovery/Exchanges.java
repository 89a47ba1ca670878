package io.waggle.dnsdiscovery;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The queries to one server that are on the wire. */
final class Exchanges {

  private final Map<Integer, Exchange> byId = new HashMap<>();
  private final ClientContext context;
  private final IntFunction<List<InetSocketAddress>> targets;
  private final Consumer<Exchange> expired;

  /**
   * None yet.
   *
   * @param targets where a probe's sending of that number goes, from 0
   * @param expired told of an exchange that nobody answered, or that nobody wants any more
   */
  Exchanges(
      ClientContext context,
      IntFunction<List<InetSocketAddress>> targets,
      Consumer<Exchange> expired) {
    this.context = context;
    this.targets = targets;
    this.expired = expired;
  }

  int size() {
    return byId.size();
  }

  /** Sends a request for the first time with this token. */
  void begin(Request request, String token, boolean repeated) {
    int id = freeId();
    byte[] packet = request.write(context.writer(), id, token);
    Exchange exchange = new Exchange(id, request, token, repeated, packet, context.timers().now());
    byId.put(id, exchange);
    context.meters().queries().increment();
    send(exchange, 0);
  }

  /** Random, so that a stranger has to guess it; 0 is no id to dns-socket. */
  private int freeId() {
    int id = context.random().nextInt(1, 0x10000);
    while (byId.containsKey(id)) {
      id = id % 0xffff + 1;
    }
    return id;
  }

  private void send(Exchange exchange, int attempt) {
    exchange.attemptAt(attempt, targets.apply(attempt));
    for (InetSocketAddress to : exchange.targets()) {
      context.transmitter().accept(exchange.packet(), to);
    }
    long wait = exchange.request().schedule().waitAfter(attempt);
    exchange.setTimer(context.timers().after(wait, () -> overdue(exchange)));
  }

  private void overdue(Exchange exchange) {
    int next = exchange.attempt() + 1;
    boolean wanted = !exchange.request().ended();
    if (wanted && next < exchange.request().schedule().tries()) {
      context.meters().repeats().increment();
      send(exchange, next);
      return;
    }
    byId.remove(exchange.id());
    if (wanted) {
      context.meters().timeouts().increment();
    }
    expired.accept(exchange);
  }

  /** The exchange that a message answers, taken off the wire. */
  Optional<Exchange> answered(ServerMessage message, InetSocketAddress from) {
    Exchange exchange = byId.get(message.id());
    if (exchange == null || !exchange.isAnsweredBy(message, from)) {
      return Optional.empty();
    }
    byId.remove(exchange.id());
    exchange.stop();
    return Optional.of(exchange);
  }

  /** Takes everything off the wire. */
  List<Request> clear() {
    List<Request> open = new ArrayList<>();
    for (Exchange exchange : byId.values()) {
      exchange.stop();
      open.add(exchange.request());
    }
    byId.clear();
    return open;
  }
}
