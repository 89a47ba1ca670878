package io.waggle.kademliadht.driver;

import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every source of addresses, at most once in ten seconds each; a broken one harms nobody. */
final class Bootstrapper {

  private static final Logger log = LoggerFactory.getLogger(Bootstrapper.class);
  private static final long PAUSE = 10_000_000_000L;

  private final WaggleClock clock;
  private final Consumer<List<PeerAddress>> taker;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private static final class Entry {
    final BootstrapSource source;
    long askedAt;
    boolean asked;

    Entry(BootstrapSource source) {
      this.source = source;
    }
  }

  Bootstrapper(WaggleClock clock, Consumer<List<PeerAddress>> taker) {
    this.clock = clock;
    this.taker = taker;
  }

  void add(BootstrapSource source) {
    Entry entry = new Entry(source);
    entries.add(entry);
    ask(entry);
  }

  void remove(BootstrapSource source) {
    entries.removeIf(entry -> entry.source.equals(source));
  }

  /** Asks all that have not been asked within ten seconds. */
  void askAll() {
    entries.forEach(this::ask);
  }

  private void ask(Entry entry) {
    synchronized (entry) {
      long now = clock.nanoTime();
      if (entry.asked && now - entry.askedAt < PAUSE) {
        return;
      }
      entry.asked = true;
      entry.askedAt = now;
    }
    try {
      entry.source.nodes().whenComplete(this::take);
    } catch (RuntimeException e) {
      log.warn("a bootstrap source failed: {}", e.toString());
    }
  }

  private void take(List<PeerAddress> nodes, Throwable error) {
    if (error != null) {
      log.debug("a bootstrap source failed: {}", error.toString());
    } else if (!nodes.isEmpty()) {
      taker.accept(nodes);
    }
  }

  /** The configured list: names are looked up in the background, each time anew. */
  static BootstrapSource configured(
      List<HostAndPort> nodes, Function<String, List<InetAddress>> resolver, Executor background) {
    return new BootstrapSource() {
      @Override
      public CompletionStage<List<PeerAddress>> nodes() {
        return CompletableFuture.supplyAsync(() -> resolveAll(nodes, resolver), background);
      }
    };
  }

  private static List<PeerAddress> resolveAll(
      List<HostAndPort> nodes, Function<String, List<InetAddress>> resolver) {
    List<PeerAddress> all = new ArrayList<>();
    for (HostAndPort node : nodes) {
      int port = node.port().orElse(6881);
      node.literal()
          .map(List::of)
          .orElseGet(() -> resolver.apply(node.host()))
          .forEach(address -> all.add(new PeerAddress(address, port)));
    }
    return all;
  }
}
