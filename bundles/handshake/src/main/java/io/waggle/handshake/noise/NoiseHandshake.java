package io.waggle.handshake.noise;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.handshake.noise.Meeting.Agreed;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code Noise_XX_25519_ChaChaPoly_SHA256}, or with {@code AESGCM}: both ends prove who they are,
 * and all that follows is encrypted and can't be changed. A peer's id is its public Ed25519 key.
 * Messages are framed by {@link HandshakeFrames}; the first one begins with the tag of a {@link
 * Meeting}.
 */
public final class NoiseHandshake implements Handshake {

  /** Its name as a service. */
  public static final String NAME = "noise";

  /**
   * What can be set.
   *
   * @param network both ends have to name the same; at most 255 bytes in UTF-8
   * @param allowed public keys of those that are let in; empty lets in all
   * @param cipher what we dial with; who dials us chooses himself
   */
  public record Settings(String network, Set<PeerId> allowed, CipherSuite cipher) {

    /** The default of {@link #network()}. */
    public static final String WAGGLE = "waggle";

    /** Copies. */
    public Settings {
      allowed = Set.copyOf(allowed);
    }

    /** The defaults. */
    public static Settings open() {
      return new Settings(WAGGLE, Set.of(), CipherSuite.CHACHAPOLY);
    }
  }

  /** How far a handshake has come. */
  private record Said(XxState state, Agreed agreed, HandshakeFrames frames, Wire wire) {}

  private final Crypto crypto;
  private final NodeIdentity identity;
  private final Settings settings;
  private final Meeting meeting;

  /** Of one node in one network. */
  public NoiseHandshake(Crypto crypto, NodeIdentity identity, Settings settings) {
    this.crypto = crypto;
    this.identity = identity;
    this.settings = settings;
    this.meeting = new Meeting(crypto.hashes(), settings.network());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<PeerId> identity() {
    return Optional.of(identity.id());
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    HandshakeFrames frames = new HandshakeFrames(wire);
    KeyPair ephemeral = KeyPair.of(crypto.keyAgreement(), crypto.random(KeyPair.LENGTH));
    return request.initiator()
        ? dial(frames, request, ephemeral)
        : answer(frames, request, ephemeral);
  }

  private CompletableFuture<HandshakeResult> dial(
      HandshakeFrames frames, HandshakeRequest request, KeyPair ephemeral) {
    if (request.topic().isEmpty()) {
      return HandshakeFrames.failed("a dial without a topic has nothing to be bound to");
    }
    Agreed agreed = new Agreed(request.topic().get(), settings.cipher());
    Said said = begin(true, agreed, frames, ephemeral);
    return frames
        .write(() -> first(said, ephemeral))
        .thenCompose(sent -> frames.read())
        .thenCompose(
            second ->
                frames.step(
                    () -> {
                      PeerId peer = proven(said, second);
                      byte[] third = said.state.write(identity.proof());
                      return frames.write(() -> third).thenApply(sent -> result(said, peer));
                    }));
  }

  private byte[] first(Said said, KeyPair ephemeral) throws HandshakeException {
    return XxState.join(
        meeting.tag(said.agreed, ephemeral.publicKey()), said.state.write(new byte[0]));
  }

  private CompletableFuture<HandshakeResult> answer(
      HandshakeFrames frames, HandshakeRequest request, KeyPair ephemeral) {
    return frames
        .read()
        .thenCompose(
            first ->
                frames.step(
                    () -> {
                      Said said = begin(false, agreed(first, request), frames, ephemeral);
                      said.state.read(Arrays.copyOfRange(first, Meeting.TAG, first.length));
                      byte[] second = said.state.write(identity.proof());
                      return frames.write(() -> second).thenCompose(sent -> third(said));
                    }));
  }

  private CompletableFuture<HandshakeResult> third(Said said) {
    return said.frames
        .read()
        .thenCompose(
            third ->
                said.frames.step(
                    () -> CompletableFuture.completedFuture(result(said, proven(said, third)))));
  }

  private Agreed agreed(byte[] first, HandshakeRequest request) throws HandshakeException {
    int end = Meeting.TAG + KeyPair.LENGTH;
    if (first.length < end) {
      throw new HandshakeException(
          "a first message of " + first.length + " bytes; " + end + " at least");
    }
    byte[] tag = Arrays.copyOf(first, Meeting.TAG);
    byte[] key = Arrays.copyOfRange(first, Meeting.TAG, end);
    return meeting
        .find(request.joined(), tag, key)
        .orElseThrow(
            () -> new HandshakeException("the peer has come for a topic that is not joined"));
  }

  private Said begin(boolean initiator, Agreed agreed, HandshakeFrames frames, KeyPair ephemeral) {
    byte[] prologue = meeting.prologue(agreed.topic());
    XxState state =
        new XxState(crypto, agreed.suite(), initiator, prologue, identity.noise(), ephemeral);
    return new Said(state, agreed, frames, frames.wire());
  }

  private PeerId proven(Said said, byte[] message) throws HandshakeException {
    byte[] proof = said.state.read(message);
    PeerId peer = NodeIdentity.check(crypto, proof, said.state.remoteStatic());
    if (!settings.allowed().isEmpty() && !settings.allowed().contains(peer)) {
      throw new HandshakeException("the peer " + peer + " is not on the list 'allow'");
    }
    return peer;
  }

  private static HandshakeResult result(Said said, PeerId peer) {
    CipherState[] keys = said.state.split();
    Wire wire = new SecureWire(said.wire, keys[0], keys[1]);
    return new HandshakeResult(Optional.of(peer), Optional.of(said.agreed.topic()), wire);
  }
}
