package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.transportutp.driver.Environment;
import io.waggle.transportutp.driver.UtpTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our uTP carries the handshake of BitTorrent (BEP 3) to and from a libtorrent without TCP. */
class UtpLibtorrentIT {

  private static final int HANDSHAKE = 68;
  private static final int EXTENSIONS_AT = 25;
  private static final byte EXTENSION_PROTOCOL = 0x10; // BEP 10
  private static final int INFO_HASH_AT = 28;
  private static final int PEER_ID_AT = 48;
  private static final byte[] PROTOCOL =
      "\23BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

  private final UtpTransport transport = UtpTransport.alone(Environment.usual(new Metrics()));
  private final LinkedBlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();
  private final String infoHash = Peers.hex(20);
  private JsonProcess peer;

  @BeforeAll
  static void set_up() {
    Peers.assume(NodePeer.libtorrentUnavailable());
  }

  @BeforeEach
  void start() {
    peer = NodePeer.libtorrentUtp(infoHash);
  }

  @AfterEach
  void close() {
    peer.close();
    transport.close();
  }

  private ByteBuffer handshake() {
    return ByteBuffer.allocate(HANDSHAKE)
        .put(PROTOCOL)
        .put(EXTENSIONS_AT, EXTENSION_PROTOCOL)
        .put(INFO_HASH_AT, HexFormat.of().parseHex(infoHash))
        .put(PEER_ID_AT, "-WG0001-abcdefghijkl".getBytes(StandardCharsets.US_ASCII))
        .rewind();
  }

  private void awaitHandshake(Wire wire) {
    ByteBuffer into = ByteBuffer.allocate(HANDSHAKE);
    while (into.hasRemaining()) {
      assertThat(OurClient.await(wire.read(into))).isPositive();
    }
    assertThat(into.array()).startsWith(PROTOCOL);
    String hex = HexFormat.of().formatHex(into.array());
    assertThat(hex.substring(2 * INFO_HASH_AT, 2 * PEER_ID_AT)).isEqualTo(infoHash);
    String id = new String(into.array(), PEER_ID_AT, 4, StandardCharsets.US_ASCII);
    assertThat(id).startsWith("-LT");
  }

  @Test
  void we_dial_libtorrent() {
    int port = peer.await("listening").getInt("port");
    Wire wire =
        OurClient.await(transport.connect(new PeerAddress(InetAddress.getLoopbackAddress(), port)));
    OurClient.await(wire.write(handshake()));
    awaitHandshake(wire);
    wire.close();
  }

  @Test
  void libtorrent_dials_us() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Transport.Listener listener = OurClient.await(transport.listen(any, accepted::add));
    peer.await("listening");
    peer.send("dial", "port", listener.local().port());
    Wire wire = accepted.poll(20, TimeUnit.SECONDS);
    assertThat(wire).isNotNull();
    awaitHandshake(wire);
    OurClient.await(wire.write(handshake()));
    // Satisfied, it goes on with its extended handshake.
    ByteBuffer more = ByteBuffer.allocate(4);
    assertThat(OurClient.await(wire.read(more))).isPositive();
    wire.close();
  }

  @Test
  void an_idle_libtorrent_answers_when_asked() {
    try (ImpatientUtp asking = new ImpatientUtp()) {
      int port = peer.await("listening").getInt("port");
      Wire wire =
          OurClient.await(
              asking.transport.connect(new PeerAddress(InetAddress.getLoopbackAddress(), port)));
      OurClient.await(wire.write(handshake()));
      awaitHandshake(wire);
      CompletableFuture<Void> reading = readOn(wire, ByteBuffer.allocate(1024));
      asking.awaitProbes(8);
      assertThat(reading).isNotDone();
      wire.close();
    }
  }

  private static CompletableFuture<Void> readOn(Wire wire, ByteBuffer into) {
    return wire.read(into.clear())
        .toCompletableFuture()
        .thenCompose(n -> n < 0 ? CompletableFuture.completedFuture(null) : readOn(wire, into));
  }
}
