package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoinOptions;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of npm hypercore-protocol 6 in npm discovery-swarm, dialled by either side. */
class HypercoreIT {

  /** Longer than both sides' patience with a silent peer. */
  private static final int STAYS_UP_SECONDS = 12;

  private final BouncyCrypto crypto = new BouncyCrypto(new SecureRandom());
  private final String hex = Peers.hex(FeedKey.LENGTH);
  private final FeedKey key = new FeedKey(crypto.hashes(), HexFormat.of().parseHex(hex));
  private final CompletableFuture<PeerAddress> listening = new CompletableFuture<>();
  private final CompletableFuture<Connection> connected = new CompletableFuture<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SwarmThreads threads = SwarmThreads.named("hypercore");
  private TcpTransport tcp;
  private SwarmEngine swarm;

  @BeforeEach
  void start() throws Exception {
    Peers.assumeNode();
    HypercoreHandshake handshake = new HypercoreHandshake(crypto, timer, WaggleClock.system());
    handshake.keys(List.of(key));
    tcp = new TcpTransport();
    swarm =
        new SwarmEngine(
            SwarmSettings.named("hypercore")
                .with(
                    new SwarmSettings.Listen(
                        Optional.of(InetAddress.getLoopbackAddress()), 0, true)),
            SwarmRuntime.on(threads));
    swarm.listen(this::heard);
    swarm.handshake(Optional.of(handshake));
    swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
    swarm.start();
    swarm.join(key.topic(), SwarmJoinOptions.BOTH);
  }

  private void heard(SwarmEvent event) {
    if (event instanceof SwarmEvent.Listening port) {
      listening.complete(port.address());
    } else if (event instanceof SwarmEvent.Connected now) {
      connected.complete(now.connection());
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (swarm != null) {
      swarm.shutdown().toCompletableFuture().get(5, TimeUnit.SECONDS);
      tcp.close();
    }
    threads.close();
    timer.shutdownNow();
  }

  private JsonProcess theirs() {
    return NodePeer.start(
        "swarm-peer.js",
        "--impl",
        "6.1",
        "--no-hash",
        "--no-utp",
        "--dns",
        "none",
        "--topic",
        HexFormat.of().formatHex(key.discoveryKey()),
        "--hypercore",
        hex);
  }

  private void staysUp(JsonProcess theirs) throws Exception {
    Connection connection = connected.get(20, TimeUnit.SECONDS);
    PeerId id = PeerId.parse(theirs.await("listening").getString("id"));
    assertThat(connection.info().peer()).contains(id);
    assertThat(connection.info().topics()).containsExactly(key.topic());
    assertThat(theirs.await("connection").getString("id")).isEqualTo(swarm.id().toString());
    try {
      connection.closed().toCompletableFuture().get(STAYS_UP_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("the connection has closed");
    } catch (TimeoutException e) {
      // So it should be.
    }
    assertThat(swarm.connections()).hasSize(1);
  }

  @Test
  void aConnectionWeDialStaysUp() throws Exception {
    try (JsonProcess theirs = theirs()) {
      int port = theirs.await("listening").getInt("port");
      swarm.addPeer(key.topic(), PeerAddress.parse("127.0.0.1:" + port));
      staysUp(theirs);
    }
  }

  @Test
  void aConnectionTheyDialStaysUp() throws Exception {
    int port = listening.get(10, TimeUnit.SECONDS).port();
    try (JsonProcess theirs = theirs()) {
      theirs.await("listening");
      theirs.send(
          "add-peer",
          "topic",
          HexFormat.of().formatHex(key.discoveryKey()),
          "host",
          "127.0.0.1",
          "port",
          port);
      staysUp(theirs);
    }
  }
}
