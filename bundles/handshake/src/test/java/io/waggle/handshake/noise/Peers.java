package io.waggle.handshake.noise;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.testkit.swarm.MemoryWire;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Two nodes and what they do in these tests. */
final class Peers {

  static final Crypto CRYPTO = new BouncyCrypto(new SecureRandom());
  static final Topic BEES = Topic.named("bees");
  static final NodeIdentity ONE = identity(1);
  static final NodeIdentity TWO = identity(2);

  /** Says nothing: with Noise the swarm's own id does not matter. */
  private static final PeerId NOBODY = PeerId.parse("00");

  private Peers() {}

  static NodeIdentity identity(int number) {
    byte[] seed = new byte[NodeIdentity.SEED];
    Arrays.fill(seed, (byte) number);
    return new NodeIdentity(CRYPTO, seed);
  }

  static NoiseHandshake handshake(NodeIdentity identity) {
    return handshake(identity, NoiseHandshake.Settings.open());
  }

  static NoiseHandshake handshake(NodeIdentity identity, NoiseHandshake.Settings settings) {
    return new NoiseHandshake(CRYPTO, identity, settings);
  }

  static NoiseHandshake allowing(NodeIdentity identity, PeerId... allowed) {
    return handshake(
        identity,
        new NoiseHandshake.Settings(
            NoiseHandshake.Settings.WAGGLE, Set.of(allowed), CipherSuite.CHACHAPOLY));
  }

  static CompletableFuture<HandshakeResult> dial(NoiseHandshake handshake, Wire wire) {
    return dial(handshake, wire, BEES);
  }

  static CompletableFuture<HandshakeResult> dial(NoiseHandshake handshake, Wire wire, Topic topic) {
    return handshake
        .negotiate(
            wire, new HandshakeRequest("t", NOBODY, true, Optional.of(topic), List.of(topic)))
        .toCompletableFuture();
  }

  static CompletableFuture<HandshakeResult> answer(
      NoiseHandshake handshake, Wire wire, Topic... joined) {
    return handshake
        .negotiate(
            wire, new HandshakeRequest("t", NOBODY, false, Optional.empty(), List.of(joined)))
        .toCompletableFuture();
  }

  /** Two ends that have shaken hands over these wires. */
  static Wire[] connected(Wire here, Wire there) {
    CompletableFuture<HandshakeResult> answering = answer(handshake(TWO), there, BEES);
    CompletableFuture<HandshakeResult> dialling = dial(handshake(ONE), here);
    return new Wire[] {dialling.join().wire(), answering.join().wire()};
  }

  static Wire[] connected() {
    MemoryWire[] pair = MemoryWire.pair();
    return connected(pair[0], pair[1]);
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
