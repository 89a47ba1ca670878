package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.handshake.IdExchange;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole swarms on real sockets and threads. */
class RealSwarmTest {

  private static final Topic TOPIC = Topic.named("real");

  private final List<AutoCloseable> opened = new ArrayList<>();

  private final class Node {
    final BlockingQueue<SwarmEvent> events = new LinkedBlockingQueue<>();
    final SwarmEngine swarm;

    Node(String idByte, Limits limits) throws Exception {
      TcpTransport tcp = new TcpTransport();
      SwarmThreads threads = SwarmThreads.named("real-" + idByte);
      InetAddress loopback = InetAddress.getLoopbackAddress();
      swarm =
          new SwarmEngine(
              SwarmSettings.named("real-" + idByte)
                  .with(PeerId.parse(idByte.repeat(32)))
                  .limits(old -> limits)
                  .with(new SwarmSettings.Listen(Optional.of(loopback), 0, true)),
              SwarmRuntime.on(threads));
      swarm.listen(events::add);
      swarm.handshake(Optional.of(new IdExchange()));
      swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
      swarm.start();
      await(SwarmEvent.Listening.class);
      opened.add(
          () -> {
            swarm.shutdown().toCompletableFuture().get(10, TimeUnit.SECONDS);
            threads.close();
            tcp.close();
          });
    }

    <E extends SwarmEvent> E await(Class<E> kind) throws InterruptedException {
      while (true) {
        SwarmEvent event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).as("waiting for %s", kind).isNotNull();
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
    }

    PeerAddress address() {
      return new PeerAddress(InetAddress.getLoopbackAddress(), swarm.port().orElseThrow());
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private Node node(String idByte) throws Exception {
    return new Node(idByte, Limits.DEFAULT);
  }

  @Test
  void megabytesArriveWholeBothWaysAtOnce() throws Exception {
    Node a = node("aa");
    Node b = node("bb");
    a.swarm.addPeer(TOPIC, b.address());
    Connection there = a.await(SwarmEvent.Connected.class).connection();
    Connection here = b.await(SwarmEvent.Connected.class).connection();
    int size = 8 << 20;
    List<CompletableFuture<Long>> sums = List.of(sum(there.input()), sum(here.input()));
    CompletableFuture<Long> one = CompletableFuture.supplyAsync(() -> send(there, 1, size));
    CompletableFuture<Long> two = CompletableFuture.supplyAsync(() -> send(here, 2, size));
    assertThat(sums.get(1).get(60, TimeUnit.SECONDS)).isEqualTo(one.get(60, TimeUnit.SECONDS));
    assertThat(sums.get(0).get(60, TimeUnit.SECONDS)).isEqualTo(two.get(60, TimeUnit.SECONDS));
    assertThat(a.await(SwarmEvent.Closed.class).connection().bytesIn()).isEqualTo(size);
    assertThat(b.await(SwarmEvent.Closed.class).connection().bytesOut()).isEqualTo(size);
  }

  private static long send(Connection to, long seed, int size) {
    Random random = new Random(seed);
    CRC32 crc = new CRC32();
    byte[] block = new byte[10_000];
    try (OutputStream out = to.output()) {
      for (int left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        int n = Math.min(left, block.length);
        crc.update(block, 0, n);
        out.write(block, 0, n);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return crc.getValue();
  }

  private static CompletableFuture<Long> sum(InputStream in) {
    CompletableFuture<Long> sum = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                CRC32 crc = new CRC32();
                crc.update(in.readAllBytes());
                sum.complete(crc.getValue());
              } catch (java.io.IOException e) {
                sum.completeExceptionally(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    return sum;
  }

  @Test
  void aMillionTinyReadsOverASocketLeaveTheStackFlat() throws Exception {
    Node a = node("aa");
    Node b = node("bb");
    a.swarm.addPeer(TOPIC, b.address());
    Connection there = a.await(SwarmEvent.Connected.class).connection();
    Connection here = b.await(SwarmEvent.Connected.class).connection();
    CompletableFuture<Integer> done = new CompletableFuture<>();
    readOn(here, ByteBuffer.allocate(1), 0, done);
    for (int i = 0; i < 100; i++) {
      there.write(ByteBuffer.allocate(10_000)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    there.finish();
    assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo(1_000_000);
  }

  private static void readOn(
      Connection from, ByteBuffer one, int seen, CompletableFuture<Integer> done) {
    from.read(one.clear())
        .whenComplete(
            (n, error) -> {
              if (error != null) {
                done.completeExceptionally(error);
              } else if (n < 0) {
                done.complete(seen);
              } else {
                readOn(from, one, seen + n, done);
              }
            });
  }

  @Test
  void aPeerThatDiesIsNoticedThoughNobodyReads() throws Exception {
    Node a = node("aa");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), a.address().port())) {
      socket.getOutputStream().write(IdExchangeBytes.of("bb".repeat(32)));
      a.await(SwarmEvent.Connected.class);
      socket.setSoLinger(true, 0);
    }
    a.await(SwarmEvent.Closed.class);
    assertThat(a.swarm.connections()).isEmpty();
  }

  @Test
  void aThousandIncomingPeersKeepTheLimitAndLeaveNothingBehind() throws Exception {
    int threadsBefore = Thread.activeCount();
    Node a = new Node("aa", Limits.DEFAULT.withConnections(200).withHalfOpen(2000));
    List<SocketChannel> peers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      SocketChannel peer =
          SocketChannel.open(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), a.address().port()));
      peers.add(peer);
      write(peer, i);
    }
    int connected = 0;
    int refused = 0;
    while (connected + refused < 1000) {
      SwarmEvent event = a.events.poll(20, TimeUnit.SECONDS);
      connected += event instanceof SwarmEvent.Connected ? 1 : 0;
      refused += event instanceof SwarmEvent.Rejected ? 1 : 0;
      assertThat(a.swarm.connections()).hasSizeLessThanOrEqualTo(200);
    }
    assertThat(connected).isEqualTo(200);
    assertThat(Thread.activeCount() - threadsBefore).isLessThanOrEqualTo(6);
    for (SocketChannel peer : peers) {
      peer.close();
    }
    for (int i = 0; i < connected; i++) {
      a.await(SwarmEvent.Closed.class);
    }
    assertThat(a.swarm.report().used())
        .containsEntry("connections", 0L)
        .containsEntry("half.open", 0L);
    close();
    opened.clear();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("waggle-swarm-real-aa")) {
        thread.join(TimeUnit.SECONDS.toMillis(20)); // it may be on its last lines
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  /** A peer that was turned away at the door may find its socket closed already. */
  private static void write(SocketChannel peer, int number) {
    try {
      peer.write(ByteBuffer.wrap(IdExchangeBytes.of("%064x".formatted(number + 1))));
    } catch (java.io.IOException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  /** The bytes a peer sends first. */
  private static final class IdExchangeBytes {
    static byte[] of(String hex) {
      return java.util.HexFormat.of().parseHex("20" + hex);
    }
  }
}
