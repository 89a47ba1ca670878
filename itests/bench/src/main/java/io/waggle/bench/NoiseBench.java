package io.waggle.bench;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.handshake.IdExchange;
import io.waggle.handshake.noise.CipherSuite;
import io.waggle.handshake.noise.NodeIdentity;
import io.waggle.handshake.noise.NoiseHandshake;
import io.waggle.swarmconnector.TcpTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Noise beside the exchange of ids, both over TCP on loopback through the same calls: processor
 * time of a handshake for both ends together, and bytes a second of one stream.
 */
final class NoiseBench {

  private static final int HANDSHAKES = 400;
  private static final Topic TOPIC = Topic.named("bench");

  /** MB a second, and a second of the process's CPU time, both ends together. */
  private record Speed(double rate, double efficiency) {
    @Override
    public String toString() {
      return "%.0f MB/s (%.0f a CPU-second)".formatted(rate, efficiency);
    }
  }

  private final PrintStream out;
  private final int rounds;
  private final long seconds;
  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final BlockingQueue<CompletableFuture<HandshakeResult>> answered =
      new LinkedBlockingQueue<>();
  private volatile Handshake answering = new IdExchange();

  NoiseBench(PrintStream out, int rounds, String seconds) {
    this.out = out;
    this.rounds = rounds;
    this.seconds = Long.parseLong(seconds);
  }

  private Handshake noise(CipherSuite suite) {
    NodeIdentity identity = new NodeIdentity(crypto, crypto.random(NodeIdentity.SEED));
    return new NoiseHandshake(
        crypto,
        identity,
        new NoiseHandshake.Settings(NoiseHandshake.Settings.WAGGLE, Set.of(), suite));
  }

  void run() throws IOException {
    try (TcpTransport tcp = new TcpTransport();
        Transport.Listener port = listen(tcp)) {
      out.printf("Java %s%n", Runtime.version());
      for (CipherSuite suite : CipherSuite.values()) {
        out.println(suite);
        measure(tcp, port.local(), suite);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Transport.Listener listen(TcpTransport tcp) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return tcp.listen(any, wire -> answered.add(negotiate(answering, wire, false))).join();
  }

  private CompletableFuture<HandshakeResult> negotiate(Handshake with, Wire wire, boolean dial) {
    PeerId id = PeerId.of(crypto.random(NodeIdentity.SEED));
    Optional<Topic> topic = dial ? Optional.of(TOPIC) : Optional.empty();
    return with.negotiate(wire, new HandshakeRequest("b", id, dial, topic, List.of(TOPIC)))
        .toCompletableFuture();
  }

  private void measure(TcpTransport tcp, PeerAddress port, CipherSuite suite)
      throws InterruptedException {
    Handshake plain = new IdExchange();
    Handshake here = noise(suite);
    Handshake there = noise(suite);
    List<Double> costs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> efficiencies = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      double bare = cpu(tcp, port, plain, plain);
      double full = cpu(tcp, port, here, there);
      Speed open = throughput(tcp, port, plain, plain);
      Speed sealed = throughput(tcp, port, here, there);
      out.printf(
          "%s  handshake: ids %.2f ms, noise %.2f ms of CPU; plain %s, noise %s (%.2f, %.2f)%n",
          round == 0 ? "warm-up" : "round " + round,
          bare,
          full,
          open,
          sealed,
          sealed.rate() / open.rate(),
          sealed.efficiency() / open.efficiency());
      if (round > 0) {
        costs.add(full);
        ratios.add(sealed.rate() / open.rate());
        efficiencies.add(sealed.efficiency() / open.efficiency());
      }
    }
    out.printf(
        "median: noise %.2f ms, throughput %.2f of plain by time, %.2f by CPU time%n",
        median(costs), median(ratios), median(efficiencies));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private Wire[] connect(TcpTransport tcp, PeerAddress port, Handshake here, Handshake there)
      throws InterruptedException {
    answering = there;
    Wire mine = negotiate(here, tcp.connect(port).join(), true).join().wire();
    return new Wire[] {mine, answered.take().join().wire()};
  }

  /** Milliseconds of the process for a dial with its handshake, both ends. */
  private double cpu(TcpTransport tcp, PeerAddress port, Handshake here, Handshake there)
      throws InterruptedException {
    long before = processTime();
    for (int i = 0; i < HANDSHAKES; i++) {
      for (Wire wire : connect(tcp, port, here, there)) {
        wire.close();
      }
    }
    return (processTime() - before) / 1e6 / HANDSHAKES;
  }

  private static long processTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Speed throughput(TcpTransport tcp, PeerAddress port, Handshake here, Handshake there)
      throws InterruptedException {
    Wire[] ends = connect(tcp, port, here, there);
    StreamLoad load = new StreamLoad(ends[0], ends[1]);
    long before = processTime();
    double rate = load.run(seconds);
    double busy = (processTime() - before) / 1e9 / seconds;
    ends[0].close();
    ends[1].close();
    return new Speed(rate, rate / busy);
  }
}
