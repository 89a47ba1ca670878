package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.PeerReport.State;
import io.waggle.api.swarm.RejectReason;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.handshake.noise.NodeIdentity;
import io.waggle.handshake.noise.NoiseHandshake;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Swarms whose peers are known by their public keys. */
class SwarmNoiseTest {

  private static final Crypto CRYPTO = new BouncyCrypto(new SecureRandom());

  private final Rig rig = new Rig();
  private final AtomicReference<Wire> below = new AtomicReference<>();

  private static NodeIdentity identity(int number) {
    byte[] seed = new byte[NodeIdentity.SEED];
    Arrays.fill(seed, (byte) number);
    return new NodeIdentity(CRYPTO, seed);
  }

  private static NoiseHandshake noise(int number) {
    return new NoiseHandshake(CRYPTO, identity(number), NoiseHandshake.Settings.open());
  }

  private Rig.Node node(String host, Handshake handshake) {
    Rig.Node node = rig.node(host, "aa").start();
    node.swarm.handshake(Optional.of(handshake));
    rig.time.runDue();
    return node;
  }

  /** Keeps the wire that the handshake was given. */
  private Handshake tapped(NoiseHandshake noise) {
    return new Handshake() {
      @Override
      public String name() {
        return noise.name();
      }

      @Override
      public Optional<io.waggle.api.discovery.PeerId> identity() {
        return noise.identity();
      }

      @Override
      public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
        below.set(wire);
        return noise.negotiate(wire, request);
      }
    };
  }

  @Test
  void thePublicKeyIsTheIdAndTheTopicIsKnownAtBothEnds() {
    Rig.Node a = node("192.0.2.1", noise(1));
    Rig.Node b = node("192.0.2.2", noise(2));
    a.finds(b);
    assertThat(a.swarm.id()).isEqualTo(identity(1).id());
    assertThat(a.only().info().peer()).contains(identity(2).id());
    assertThat(b.only().info().peer()).contains(identity(1).id());
    assertThat(b.only().info().topics()).containsExactly(Rig.TOPIC);
    assertThat(b.only().info().handshake()).isEqualTo("noise");
    assertThat(rig.carry(a.only(), b.only(), "one")).isEqualTo("one");
    assertThat(a.swarm.trail(b.address()))
        .extracting(TrailEntry::detail)
        .anyMatch(detail -> detail.contains("with noise as " + identity(2).id()));
  }

  @Test
  void whenBothDialAtOnceOneConnectionStays() {
    for (int first = 1; first <= 2; first++) {
      Rig.Node a = node("192.0.2." + first * 2, noise(first));
      Rig.Node b = node("192.0.2." + (first * 2 + 1), noise(3 - first));
      a.hub.find(Rig.TOPIC, b.address());
      b.hub.find(Rig.TOPIC, a.address());
      rig.seconds(30);
      boolean byA = identity(first).id().compareTo(identity(3 - first).id()) < 0;
      assertThat(a.only().info().initiator()).isEqualTo(byA);
      assertThat(b.only().info().initiator()).isEqualTo(!byA);
      assertThat(rig.carry(a.only(), b.only(), "one")).isEqualTo("one");
    }
  }

  @Test
  void ourselvesAreNotAPeer() {
    Rig.Node a = node("192.0.2.1", noise(1));
    a.finds(a);
    rig.seconds(10);
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(a.peer(a.address()).state()).isEqualTo(State.BANNED);
    assertThat(a.heard.of(SwarmEvent.Rejected.class))
        .extracting(SwarmEvent.Rejected::reason)
        .contains(RejectReason.SELF);
  }

  @Test
  void whoSpeaksTheIdExchangeIsTurnedAwayWithAReason() {
    Rig.Node a = node("192.0.2.1", noise(1));
    Rig.Node b = rig.node("192.0.2.2", "bb").start();
    a.finds(b);
    rig.seconds(1);
    assertThat(a.swarm.connections()).isEmpty();
    assertThat(a.heard.of(SwarmEvent.Rejected.class).get(0).reason())
        .isEqualTo(RejectReason.HANDSHAKE_FAILED);
    assertThat(a.heard.of(SwarmEvent.Rejected.class).get(0).message())
        .contains("a handshake message of 8379 bytes");
  }

  @Test
  void aForgedRecordClosesTheConnectionAndTheTrailSaysWhy() {
    Rig.Node a = node("192.0.2.1", tapped(noise(1)));
    Rig.Node b = node("192.0.2.2", noise(2));
    a.finds(b);
    Connection at = b.only();
    below.get().write(ByteBuffer.wrap(new byte[] {0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    below.get().write(ByteBuffer.wrap(new byte[10]));
    at.read(ByteBuffer.allocate(10));
    rig.time.runDue();
    assertThat(b.swarm.trail(Rig.TOPIC))
        .extracting(TrailEntry::detail)
        .anyMatch(detail -> detail.contains("ERROR, record 0 of the peer was changed"));
  }

  @Test
  void backToTheIdExchangeTheOldIdIsBack() {
    Rig.Node a = node("192.0.2.1", noise(1));
    a.swarm.handshake(Optional.of(new io.waggle.handshake.IdExchange()));
    rig.time.runDue();
    assertThat(a.swarm.id().toString()).isEqualTo("aa".repeat(32));
  }
}
