package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One client and any servers on virtual time; a packet takes a millisecond. */
final class VirtualNet {

  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.9", 40000);

  /** A packet that the client sent. */
  record Sent(long millis, InetSocketAddress to, ByteBuffer bytes) {}

  final VirtualTime time = new VirtualTime();
  final Metrics metrics = new Metrics();
  final List<Sent> sent = new ArrayList<>();
  final Map<String, List<InetAddress>> names = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  final DnsClient client;
  private final Map<InetSocketAddress, DatagramEngine> servers = new HashMap<>();
  private final DatagramOutput out = this::fromClient;
  private final long origin = time.nanoTime();

  VirtualNet(ClientSettings settings) {
    HostResolver resolver =
        (host, taker) -> {
          asked.add(host);
          time.schedule(
              () -> taker.accept(names.getOrDefault(host, List.of())), 20, TimeUnit.MILLISECONDS);
        };
    client =
        new DnsClient(
            settings,
            time,
            new SplittableRandom(7),
            resolver,
            metrics,
            task -> time.execute(() -> run(task)));
    time.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.MILLISECONDS);
  }

  void start(ClientSettings settings) {
    run(() -> client.configure(settings));
  }

  void add(String host, int port, DatagramEngine server) {
    servers.put(at(host, port), server);
  }

  static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  void run(Runnable task) {
    client.run(time.nanoTime(), out, task);
  }

  private void tick() {
    if (client.nextDeadline() <= time.nanoTime()) {
      client.tick(time.nanoTime(), out);
    }
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - origin);
  }

  void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private void fromClient(int socket, ByteBuffer packet, InetSocketAddress to) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    sent.add(new Sent(millis(), to, ByteBuffer.wrap(bytes)));
    later(
        () -> {
          DatagramEngine server = servers.get(to);
          if (server != null) {
            server.datagram(time.nanoTime(), 0, ByteBuffer.wrap(bytes), CLIENT, outOf(to));
          }
        });
  }

  /** What a server at that address sends. */
  DatagramOutput outOf(InetSocketAddress from) {
    return (socket, packet, to) -> {
      byte[] bytes = new byte[packet.remaining()];
      packet.get(bytes);
      later(() -> deliver(bytes, from));
    };
  }

  void deliver(byte[] bytes, InetSocketAddress from) {
    client.datagram(time.nanoTime(), 0, ByteBuffer.wrap(bytes), from, out);
  }

  private void later(Runnable task) {
    time.schedule(task, 1, TimeUnit.MILLISECONDS);
  }

  OpenRound open(String label, FindSink sink, ClientSettings settings) {
    OpenRound round = new OpenRound(sink, 100, settings);
    run(() -> client.open(label, round));
    return round;
  }

  CompletableFuture<Receipt> publish(Advert advert) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    run(() -> client.publish(advert, receipt));
    return receipt;
  }

  CompletableFuture<Withdrawal> withdraw(Advert advert) {
    CompletableFuture<Withdrawal> result = new CompletableFuture<>();
    run(() -> client.withdraw(advert, result));
    return result;
  }

  CompletableFuture<Optional<PeerAddress>> observe() {
    CompletableFuture<Optional<PeerAddress>> result = new CompletableFuture<>();
    run(() -> client.observe(result));
    return result;
  }

  long metric(String name) {
    return metrics.snapshot().get(name);
  }

  /** When packets went to an address, in milliseconds. */
  List<Long> times(InetSocketAddress to) {
    return sent.stream().filter(s -> s.to().equals(to)).map(Sent::millis).toList();
  }
}
