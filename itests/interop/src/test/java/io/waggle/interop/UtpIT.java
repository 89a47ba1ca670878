package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our uTP and libutp, each dialling the other, with checksums of what went both ways. */
class UtpIT {

  private static final int ROUNDS = 20;
  private static final int BYTES = 10_000_000;
  private static final int PART = 65_536;
  private static final int ENDLESS = 2_000_000_000;
  private static final Duration SOON = Duration.ofSeconds(4);
  private static final String SILENT = "no answer from the peer for 3\\d s";

  private final UtpTransport transport = UtpTransport.alone(Environment.usual(new Metrics()));
  private final LinkedBlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  @AfterEach
  void close() {
    transport.close();
  }

  private Transport.Listener listen() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return OurClient.await(transport.listen(any, accepted::add));
  }

  private static PeerAddress address(JsonProcess peer) {
    int port = peer.await("listening").getInt("port");
    return new PeerAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void dial(JsonProcess peer, PeerAddress to, int bytes) {
    peer.send("dial", "host", "127.0.0.1", "port", to.port(), "bytes", bytes);
  }

  /** Writes without end; fails with what ends it. */
  private static CompletableFuture<Void> pour(Wire wire) {
    return wire.write(ByteBuffer.allocate(PART))
        .thenCompose(written -> pour(wire))
        .toCompletableFuture();
  }

  /** Writes and ends; gives the SHA-256 of what went. */
  private static CompletableFuture<String> send(Wire wire, int bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          Random random = new Random(bytes);
          MessageDigest sum = sha256();
          byte[] part = new byte[PART];
          for (int left = bytes; left > 0; left -= PART) {
            random.nextBytes(part);
            int n = Math.min(PART, left);
            sum.update(part, 0, n);
            OurClient.await(wire.write(ByteBuffer.wrap(part, 0, n)));
          }
          OurClient.await(wire.finish());
          return HexFormat.of().formatHex(sum.digest());
        });
  }

  /** Reads to the end; gives the SHA-256 of what came. */
  private static String receive(Wire wire) {
    MessageDigest sum = sha256();
    ByteBuffer into = ByteBuffer.allocate(PART);
    while (OurClient.await(wire.read(into.clear())) > 0) {
      sum.update(into.flip());
    }
    return HexFormat.of().formatHex(sum.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both ways at once; checks both sums. */
  private static void exchange(Wire wire, JsonProcess peer, String role, int round) {
    CompletableFuture<String> sent = send(wire, BYTES);
    String received = receive(wire);
    peer.log()
        .await("received", () -> peer.log().count("received") == round + 1, JsonProcess.PATIENCE);
    assertThat(sum(peer, "received", role, round)).isEqualTo(OurClient.await(sent));
    assertThat(received).isEqualTo(sum(peer, "sent", role, round));
    assertThat(peer.log().count("failed")).isZero();
    wire.close();
  }

  private static String sum(JsonProcess peer, String event, String role, int round) {
    JsonObject row = peer.log().all(event).get(round);
    assertThat(row.getString("role")).isEqualTo(role);
    assertThat(row.getInt("bytes")).isEqualTo(BYTES);
    return row.getString("sum");
  }

  @Test
  void we_dial_libutp() {
    try (JsonProcess peer = NodePeer.start("utp-peer.js", "--bytes", Integer.toString(BYTES))) {
      PeerAddress there = address(peer);
      for (int round = 0; round < ROUNDS; round++) {
        exchange(OurClient.await(transport.connect(there)), peer, "server", round);
      }
    }
  }

  @Test
  void libutp_dials_us() throws Exception {
    Transport.Listener listener = listen();
    try (JsonProcess peer = NodePeer.start("utp-peer.js")) {
      for (int round = 0; round < ROUNDS; round++) {
        dial(peer, listener.local(), BYTES);
        exchange(accepted.poll(20, TimeUnit.SECONDS), peer, "client", round);
      }
    }
  }

  @Test
  void a_libutp_that_is_killed_in_the_middle_of_a_transfer_is_given_up_with_a_reason() {
    try (JsonProcess peer = NodePeer.start("utp-peer.js", "--bytes", Integer.toString(ENDLESS))) {
      Wire wire = OurClient.await(transport.connect(address(peer)));
      CompletableFuture<Void> writing = pour(wire);
      ByteBuffer into = ByteBuffer.allocate(PART);
      for (int got = 0; got < BYTES; ) {
        got += OurClient.await(wire.read(into.clear()));
      }
      ProcessHandle.of(peer.pid()).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> readOn(wire)).hasMessageMatching(SILENT);
      assertThatThrownBy(() -> writing.get(1, TimeUnit.SECONDS))
          .hasMessageMatching("(?s).*" + SILENT);
    }
  }

  @Test
  void libutp_is_told_of_a_dial_that_is_given_up_before_a_word_was_said() {
    try (JsonProcess peer = NodePeer.start("utp-peer.js", "--bytes", "1000")) {
      PeerAddress there = address(peer);
      for (int round = 1; round <= ROUNDS; round++) {
        int closed = round;
        OurClient.await(transport.connect(there)).close();
        peer.log().await("closed", () -> peer.log().count("closed") == closed, SOON);
      }
    }
  }

  /** Reads until the wire fails, which a dead peer has it do within the half minute of silence. */
  private static void readOn(Wire wire) throws Exception {
    ByteBuffer into = ByteBuffer.allocate(PART);
    try {
      while (wire.read(into.clear()).toCompletableFuture().get(60, TimeUnit.SECONDS) > 0) {}
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Test
  void an_idle_libutp_answers_when_asked_and_a_killed_one_is_missed_by_who_only_reads() {
    try (ImpatientUtp asking = new ImpatientUtp();
        JsonProcess peer = NodePeer.start("utp-peer.js", "--idle", "yes")) {
      Wire wire = OurClient.await(asking.transport.connect(address(peer)));
      OurClient.await(wire.write(ByteBuffer.allocate(1)));
      peer.await("accepted");
      CompletableFuture<Integer> reading = wire.read(ByteBuffer.allocate(1)).toCompletableFuture();
      // Three without an answer would have been the end.
      asking.awaitProbes(8);
      assertThat(reading).isNotDone();
      ProcessHandle.of(peer.pid()).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> reading.get(30, TimeUnit.SECONDS))
          .hasMessageContaining("no answer from the peer for");
      assertThat(asking.count("peers.lost")).isOne();
    }
  }
}
