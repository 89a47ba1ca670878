package io.waggle.dnsserver;

import io.waggle.api.metrics.Metrics;
import io.waggle.common.dat.TokenSecrets;
import io.waggle.common.hash.SipHash;
import io.waggle.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** An engine on virtual time, and what it sends. */
final class Lab {

  record Sent(HexText packet, InetSocketAddress to, int socket) {
    byte[] bytes() {
      return HexFormat.of().parseHex(packet.hex());
    }
  }

  /** Bytes with an identity. */
  record HexText(String hex) {}

  static final String NAME = "7d831708cc9d3366b14ae91cb78aa10e345e96a0.dat.local";

  final VirtualTime time = new VirtualTime();
  final Metrics metrics = new Metrics();
  final List<Sent> sent = new ArrayList<>();
  final DnsServerEngine engine;

  Lab(Settings settings) {
    this(settings, new TokenSecrets(new SplittableRandom(7)::nextBytes));
  }

  Lab(Settings settings, TokenSecrets secrets) {
    engine =
        new DnsServerEngine(
            settings,
            secrets,
            new byte[SipHash.KEY],
            new SplittableRandom(42),
            new ServerMetrics(metrics),
            time.nanoTime());
  }

  static Settings settings() {
    return settings(0, 1000, 1000, 0);
  }

  static Settings settings(int ttl, int limit, int limitName, int limitSource) {
    return settings(ttl, limit, limitName, limitSource, 0);
  }

  static Settings settings(int ttl, int limit, int limitName, int limitSource, int queries) {
    return new Settings(
        List.of(0),
        Optional.empty(),
        List.of(),
        Duration.ofSeconds(ttl),
        Duration.ofSeconds(60),
        limit,
        limitName,
        limitSource,
        queries,
        Duration.ZERO);
  }

  static Settings serving(Settings s, String... domains) {
    return new Settings(
        s.ports(),
        s.bind(),
        List.of(domains),
        s.ttl(),
        s.subscriberTtl(),
        s.limit(),
        s.limitName(),
        s.limitSource(),
        s.queriesSecond(),
        s.snapshot());
  }

  static InetSocketAddress at(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host, e);
    }
  }

  /** Hands over a datagram and gives all that was sent because of it. */
  List<Sent> receive(byte[] packet, InetSocketAddress from) {
    sent.clear();
    engine.datagram(time.nanoTime(), 0, ByteBuffer.wrap(packet), from, this::collect);
    return List.copyOf(sent);
  }

  private void collect(int socket, ByteBuffer packet, InetSocketAddress to) {
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    sent.add(new Sent(new HexText(HexFormat.of().formatHex(bytes)), to, socket));
  }

  /** Lets the time pass second by second, as the loop would. */
  void advance(Duration by) {
    for (long i = by.toSeconds(); i > 0; i--) {
      time.advance(Duration.ofSeconds(1));
      engine.tick(time.nanoTime(), this::collect);
    }
  }

  long count(String counter) {
    return metrics.counter(counter).value();
  }
}
