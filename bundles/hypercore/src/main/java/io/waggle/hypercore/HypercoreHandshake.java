package io.waggle.hypercore;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * hypercore-protocol 6 as dat and Beaker speak it. Each end names the feed in clear and encrypts
 * all that follows under the feed's public key, so that who does not know the key reads nothing;
 * nobody proves who he is. The topic that is settled is the feed's, so ids are compared for each
 * feed. The wire of the result carries frames (see {@link FeedWire}).
 */
public final class HypercoreHandshake implements Handshake {

  /** Its name as a service. */
  public static final String NAME = "hypercore";

  private final Crypto crypto;
  private final Supplier<byte[]> nonces;
  private final ScheduledExecutorService executor;
  private final WaggleClock clock;
  private volatile List<FeedKey> keys = List.of();

  /**
   * Without keys at first.
   *
   * @param nonces gives 24 random bytes
   * @param executor for keep-alives; not closed
   */
  public HypercoreHandshake(
      Crypto crypto,
      Supplier<byte[]> nonces,
      ScheduledExecutorService executor,
      WaggleClock clock) {
    this.crypto = crypto;
    this.nonces = nonces;
    this.executor = executor;
    this.clock = clock;
  }

  /** With random nonces. */
  public HypercoreHandshake(Crypto crypto, ScheduledExecutorService executor, WaggleClock clock) {
    this(crypto, () -> crypto.random(FeedMessage.NONCE), executor, clock);
  }

  /** The feeds it knows from now on. */
  public void keys(Collection<FeedKey> newKeys) {
    keys = List.copyOf(newKeys);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    FeedInput input = new FeedInput(wire, clock);
    return request.initiator() ? dial(wire, input, request) : answer(wire, input, request);
  }

  private CompletableFuture<HandshakeResult> dial(
      Wire wire, FeedInput input, HandshakeRequest request) {
    Optional<FeedKey> key = request.topic().flatMap(this::keyOf);
    if (key.isEmpty()) {
      return failed("the key of the topic is not known");
    }
    return introduce(wire, key.get(), request)
        .thenCompose(
            output ->
                input
                    .frame()
                    .thenCompose(first -> sameFeed(first, key.get(), input))
                    .thenCompose(feed -> result(wire, input, output, request.topic())));
  }

  private Optional<FeedKey> keyOf(Topic topic) {
    return keys.stream().filter(key -> key.gathersAt(topic)).findFirst();
  }

  /** Sends the feed in clear and, under its key, who we are. */
  private CompletableFuture<FeedOutput> introduce(
      Wire wire, FeedKey key, HandshakeRequest request) {
    byte[] nonce = nonces.get();
    byte[] feed = new FeedMessage(key.discoveryKey(), nonce).frame().toBytes();
    HandshakeMessage message = new HandshakeMessage(Optional.of(request.localId()), true);
    FeedOutput output = new FeedOutput(wire, clock, crypto.xsalsa20(key.publicKey(), nonce));
    return wire.write(ByteBuffer.wrap(feed))
        .thenCompose(sent -> output.write(ByteBuffer.wrap(message.frame().toBytes())))
        .thenApply(sent -> output)
        .toCompletableFuture();
  }

  private CompletableFuture<FeedMessage> sameFeed(Frame first, FeedKey key, FeedInput input) {
    try {
      FeedMessage feed = FeedMessage.read(first);
      if (!key.isFoundBy(feed.discoveryKey())) {
        return failed("the peer has answered with another feed");
      }
      input.decrypt(crypto.xsalsa20(key.publicKey(), feed.nonce()));
      return CompletableFuture.completedFuture(feed);
    } catch (HandshakeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HandshakeResult> answer(
      Wire wire, FeedInput input, HandshakeRequest request) {
    return input.frame().thenCompose(first -> answer(first, wire, input, request));
  }

  private CompletableFuture<HandshakeResult> answer(
      Frame first, Wire wire, FeedInput input, HandshakeRequest request) {
    try {
      byte[] discoveryKey = FeedMessage.read(first).discoveryKey();
      Optional<FeedKey> key =
          keys.stream().filter(known -> known.isFoundBy(discoveryKey)).findFirst();
      Optional<Topic> topic =
          request.joined().stream()
              .filter(t -> key.isPresent() && key.get().gathersAt(t))
              .findFirst();
      if (topic.isEmpty()) {
        return failed("the peer has come for a feed that is not known here");
      }
      return sameFeed(first, key.get(), input)
          .thenCompose(feed -> introduce(wire, key.get(), request))
          .thenCompose(output -> result(wire, input, output, topic));
    } catch (HandshakeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HandshakeResult> result(
      Wire wire, FeedInput input, FeedOutput output, Optional<Topic> topic) {
    return input
        .frame()
        .thenCompose(
            frame -> {
              try {
                HandshakeMessage peer = HandshakeMessage.read(frame);
                Wire framed = new FeedWire(wire, input, output, executor);
                return CompletableFuture.completedFuture(
                    new HandshakeResult(peer.id(), topic, framed));
              } catch (HandshakeException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  private static <T> CompletableFuture<T> failed(String message) {
    return CompletableFuture.failedFuture(new HandshakeException(message));
  }
}
