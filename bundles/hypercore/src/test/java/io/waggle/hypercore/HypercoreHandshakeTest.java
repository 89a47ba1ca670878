package io.waggle.hypercore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.discovery.PeerId;
import io.waggle.api.swarm.spi.HandshakeException;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.testkit.swarm.MemoryWire;
import io.waggle.testkit.time.VirtualTime;
import io.waggle.testkit.vectors.Mutations;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypercoreHandshakeTest {

  private static final Crypto CRYPTO = new BouncyCrypto(new SecureRandom());
  private static final FeedKey KEY = new FeedKey(CRYPTO.hashes(), new byte[FeedKey.LENGTH]);

  private final VirtualTime time = new VirtualTime();
  private final MemoryWire[] ends = MemoryWire.pair();

  private static JsonObject load(String name) {
    try (InputStream in = HypercoreHandshakeTest.class.getResourceAsStream(name + ".json");
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] sent(JsonObject session, String direction, String list, String member) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    session.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .filter(chunk -> chunk.getString("dir").equals(direction))
        .map(chunk -> chunk.getString(member))
        // Long frames are shortened in the decoded list.
        .takeWhile(digits -> !digits.contains("."))
        .forEach(digits -> all.writeBytes(hex(digits)));
    return all.toByteArray();
  }

  private CompletableFuture<HandshakeResult> negotiate(
      MemoryWire wire, FeedKey key, String id, boolean dial, byte[] nonce) {
    HypercoreHandshake handshake = new HypercoreHandshake(CRYPTO, () -> nonce, time, time);
    handshake.keys(List.of(key));
    return handshake
        .negotiate(
            wire,
            new HandshakeRequest(
                "t",
                PeerId.parse(id.repeat(32)),
                dial,
                dial ? Optional.of(key.topic()) : Optional.empty(),
                List.of(key.topic())))
        .toCompletableFuture();
  }

  private CompletableFuture<HandshakeResult> negotiate(int end, FeedKey key, String id) {
    byte[] nonce = new byte[FeedMessage.NONCE];
    nonce[0] = (byte) (end + 1);
    return negotiate(ends[end], key, id, end == 0, nonce);
  }

  private Wire[] connected() {
    CompletableFuture<HandshakeResult> answering = negotiate(1, KEY, "02");
    CompletableFuture<HandshakeResult> dialling = negotiate(0, KEY, "01");
    assertThat(dialling.join().remoteId()).contains(PeerId.parse("02".repeat(32)));
    assertThat(answering.join().remoteId()).contains(PeerId.parse("01".repeat(32)));
    assertThat(answering.join().topic()).contains(KEY.topic());
    return new Wire[] {dialling.join().wire(), answering.join().wire()};
  }

  private static byte[] taken(Wire wire, int most) {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    CompletableFuture<Integer> read = wire.read(buffer).toCompletableFuture();
    assertThat(read).isDone();
    read.join();
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Test
  void discoveryKeysAreThoseRecorded() {
    for (JsonObject vector :
        load("discovery-keys").getJsonArray("vectors").getValuesAs(JsonObject.class)) {
      if (!vector.containsKey("publicKey")) {
        continue;
      }
      FeedKey key = FeedKey.parse(CRYPTO.hashes(), "dat://" + vector.getString("publicKey") + "/");
      assertThat(key).hasToString(vector.getString("discoveryKey"));
      assertThat(key.topic().label()).isEqualTo(vector.getJsonObject("hashFalse").getString("dht"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hypercore-session", "hypercore-session-nonlive", "hyperdrive-session"})
  void aRecordedPeerIsUnderstoodAndAnsweredAsRecorded(String name) {
    JsonObject session = load(name);
    FeedKey key = FeedKey.parse(CRYPTO.hashes(), session.getString("publicKey"));
    byte[] theirs = sent(session, "A>B", "chunks", "hex");
    byte[] ours = sent(session, "B>A", "chunks", "hex");
    byte[] nonce = Arrays.copyOfRange(ours, 38, 38 + FeedMessage.NONCE);
    CompletableFuture<HandshakeResult> answer = negotiate(ends[1], key, "bb", false, nonce);
    CompletableFuture<Void> played = ends[0].write(ByteBuffer.wrap(theirs)).toCompletableFuture();
    assertThat(answer.join().remoteId()).contains(PeerId.parse("aa".repeat(32)));
    int length = name.endsWith("nonlive") ? 62 : 62 + 40;
    assertThat(taken(ends[0], 62)).isEqualTo(Arrays.copyOf(ours, 62));
    if (length > 62) {
      assertThat(taken(ends[0], 40)).isEqualTo(Arrays.copyOfRange(ours, 62, length));
    }
    byte[] frames = sent(session, "A>B", "decoded", "frame");
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    while (!played.isDone() || got.size() < theirs.length - 102) {
      got.writeBytes(taken(answer.join().wire(), 7000));
    }
    byte[] rest = Arrays.copyOfRange(frames, 102, Math.min(frames.length, 200));
    assertThat(Arrays.copyOf(got.toByteArray(), rest.length)).isEqualTo(rest);
  }

  @Test
  void framesPassAndKeepAlivesDoNot() {
    Wire[] wires = connected();
    byte[] frame = new Frame(0, 3, new byte[300]).toBytes();
    time.advance(Duration.ofSeconds(60));
    wires[0].write(ByteBuffer.wrap(frame));
    assertThat(taken(wires[1], 4096)).isEqualTo(frame);
  }

  @Test
  void aKeepAliveLeavesAfterFiveSecondsOfSilence() {
    Wire[] wires = connected();
    assertThat(wires).hasSize(2);
    CompletableFuture<Integer> raw = ends[1].read(ByteBuffer.allocate(100)).toCompletableFuture();
    time.advance(Duration.ofMillis(4900));
    assertThat(raw).isNotDone();
    time.advance(Duration.ofMillis(200));
    assertThat(raw.join()).isEqualTo(1);
  }

  @Test
  void noKeepAliveBreaksIntoAFrame() {
    Wire[] wires = connected();
    byte[] frame = new Frame(0, 3, new byte[300]).toBytes();
    wires[0].write(ByteBuffer.wrap(frame, 0, 10));
    time.advance(Duration.ofSeconds(20));
    wires[0].write(ByteBuffer.wrap(frame, 10, frame.length - 10));
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    while (got.size() < frame.length) {
      got.writeBytes(taken(wires[1], 400));
    }
    assertThat(got.toByteArray()).isEqualTo(frame);
  }

  @Test
  void aSilentPeerIsGivenUpWhileSomebodyReads() {
    CompletableFuture<HandshakeResult> answering = negotiate(1, KEY, "02");
    negotiate(0, KEY, "01").join().wire().close();
    // The other end has gone without a word; only our reader is left.
    MemoryWire[] silent = MemoryWire.pair();
    FeedInput input = new FeedInput(silent[0], time);
    FeedOutput output =
        new FeedOutput(silent[0], time, CRYPTO.xsalsa20(new byte[32], new byte[24]));
    FeedWire wire = new FeedWire(silent[0], input, output, time);
    CompletableFuture<Integer> read = wire.read(ByteBuffer.allocate(10)).toCompletableFuture();
    time.advance(Duration.ofMillis(7400));
    assertThat(read).isNotDone();
    time.advance(Duration.ofMillis(1300));
    assertThatThrownBy(read::join).hasMessageContaining("nothing came from the peer for 7500 ms");
    assertThat(answering).isCompleted();
  }

  @Test
  void aFrameOfEightMebibytesPassesAndOneByteMoreDoesNot() {
    Wire[] wires = connected();
    wires[0].write(ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 4, 1}));
    assertThat(taken(wires[1], 100)).hasSize(5);
    FrameBounds bounds = new FrameBounds();
    assertThatThrownBy(
            () -> bounds.pass(new byte[] {(byte) 0x81, (byte) 0x80, (byte) 0x80, 4}, 0, 4))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("8388609 bytes or more; 8388608 at most");
  }

  @Test
  void aFeedThatIsNotKnownIsRefused() {
    byte[] other = new byte[FeedKey.LENGTH];
    other[0] = 1;
    CompletableFuture<HandshakeResult> answering =
        negotiate(1, new FeedKey(CRYPTO.hashes(), other), "02");
    negotiate(0, KEY, "01");
    assertThatThrownBy(answering::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("a feed that is not known");
  }

  @Test
  void damagedHandshakesEndWithAReason() {
    negotiate(0, KEY, "01");
    byte[] recorded = taken(ends[1], 4096);
    byte[] clear = new FeedMessage(KEY.discoveryKey(), new byte[24]).frame().toBytes();
    int[] count = {0};
    Mutations.each(
        List.of(recorded, clear),
        13,
        packet -> {
          if (count[0]++ % 20 == 0) {
            MemoryWire[] pair = MemoryWire.pair();
            CompletableFuture<HandshakeResult> there =
                negotiate(pair[1], KEY, "02", false, new byte[24]);
            pair[0].write(ByteBuffer.wrap(packet));
            pair[0].finish();
            assertThat(there).isDone();
          }
        });
  }
}
