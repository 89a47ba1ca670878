package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.hypercore.FeedKey;
import io.waggle.hypercore.HypercoreHandshake;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.SwarmThreads;
import io.waggle.swarmconnector.TcpTransport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frame of one byte too many, sent to a swarm by a peer that has shaken hands in order. */
class HypercoreFrameIT {

  /** A frame of 8 MiB as it begins: its length, then the first byte of what follows. */
  private static final byte[] LONGEST = {(byte) 0x80, (byte) 0x80, (byte) 0x80, 4, 1};

  private static final int ID_LENGTH = 32;

  private final BouncyCrypto crypto = new BouncyCrypto(new SecureRandom());
  private final FeedKey key = new FeedKey(crypto.hashes(), crypto.random(FeedKey.LENGTH));
  private final CompletableFuture<PeerAddress> listening = new CompletableFuture<>();
  private final LinkedBlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SwarmThreads threads = SwarmThreads.named("frames");
  private final TcpTransport tcp = new TcpTransport();
  private final TcpTransport peers = new TcpTransport();
  private final SwarmEngine swarm =
      new SwarmEngine(
          SwarmSettings.named("frames")
              .with(
                  new SwarmSettings.Listen(Optional.of(InetAddress.getLoopbackAddress()), 0, true)),
          SwarmRuntime.on(threads));

  HypercoreFrameIT() throws java.io.IOException {}

  @BeforeEach
  void start() {
    swarm.listen(this::heard);
    swarm.handshake(Optional.of(handshake()));
    swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
    swarm.start();
    swarm.join(key.topic(), SwarmJoinOptions.BOTH);
  }

  private HypercoreHandshake handshake() {
    HypercoreHandshake handshake = new HypercoreHandshake(crypto, timer, WaggleClock.system());
    handshake.keys(List.of(key));
    return handshake;
  }

  private void heard(SwarmEvent event) {
    if (event instanceof SwarmEvent.Listening port) {
      listening.complete(port.address());
    } else if (event instanceof SwarmEvent.Connected now) {
      connected.add(now.connection());
    }
  }

  @AfterEach
  void stop() throws Exception {
    swarm.shutdown().toCompletableFuture().get(5, TimeUnit.SECONDS);
    tcp.close();
    peers.close();
    threads.close();
    timer.shutdownNow();
  }

  /** A wire whose cipher text can be changed on its way, as the cipher has no seal. */
  private record Meddler(Wire wire, AtomicInteger mask) implements Wire {
    @Override
    public String transport() {
      return wire.transport();
    }

    @Override
    public PeerAddress remote() {
      return wire.remote();
    }

    @Override
    public PeerAddress local() {
      return wire.local();
    }

    @Override
    public CompletionStage<Integer> read(ByteBuffer into) {
      return wire.read(into);
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer data) {
      data.put(data.position(), (byte) (data.get(data.position()) ^ mask.get()));
      return wire.write(data);
    }

    @Override
    public CompletionStage<Void> finish() {
      return wire.finish();
    }

    @Override
    public void close() {
      wire.close();
    }
  }

  /** Shakes hands with the swarm; gives our end. */
  private Wire dial(AtomicInteger mask) throws Exception {
    Wire raw = new Meddler(peers.connect(listening.get(5, TimeUnit.SECONDS)).join(), mask);
    PeerId id = PeerId.of(crypto.random(ID_LENGTH));
    HandshakeRequest request =
        new HandshakeRequest("peer", id, true, Optional.of(key.topic()), List.of(key.topic()));
    return OurClient.await(handshake().negotiate(raw, request)).wire();
  }

  private Connection accepted() throws Exception {
    Connection connection = connected.poll(10, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    return connection;
  }

  private static void passes(Wire from, Connection to) {
    OurClient.await(from.write(ByteBuffer.wrap(LONGEST)));
    ByteBuffer into = ByteBuffer.allocate(LONGEST.length);
    while (into.hasRemaining()) {
      assertThat(OurClient.await(to.read(into))).isPositive();
    }
    assertThat(into.array()).isEqualTo(LONGEST);
  }

  @Test
  void the_connection_is_closed_with_a_reason_and_others_live_on() throws Exception {
    Wire honest = dial(new AtomicInteger());
    Connection good = accepted();
    AtomicInteger mask = new AtomicInteger();
    Wire rude = dial(mask);
    Connection bad = accepted();
    passes(honest, good);

    CompletableFuture<Integer> read = bad.read(ByteBuffer.allocate(100)).toCompletableFuture();
    mask.set(1); // 8 MiB become 8 MiB and a byte
    rude.write(ByteBuffer.wrap(LONGEST));

    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("8388609 bytes or more; 8388608 at most");
    assertThat(OurClient.await(bad.closed())).isEqualTo(CloseReason.ERROR);
    assertThat(good.closed().toCompletableFuture()).isNotDone();
    OurClient.await(good.write(ByteBuffer.wrap(new byte[] {2, 3, 4})));
    ByteBuffer answer = ByteBuffer.allocate(10);
    assertThat(OurClient.await(honest.read(answer))).isEqualTo(3);
    assertThat(swarm.connections()).hasSize(1);
  }
}
