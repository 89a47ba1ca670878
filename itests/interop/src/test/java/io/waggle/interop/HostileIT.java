package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.SwarmJoinOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rude bytes at the ports of a node that runs, beside a published peer that behaves. */
@SuppressWarnings("try") // a server that only has to be there
class HostileIT {

  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(8);

  private final int dns = Peers.freePort();
  private final String topic = Peers.hex(20);

  @TempDir Path data;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  private static Socket dial(OurNode node) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
    socket.setSoTimeout((int) HANDSHAKE_LIMIT.toMillis());
    return socket;
  }

  /** Reads until the other side closes; fails when it does not within the time limit. */
  private static void assertHungUp(Socket socket) throws IOException {
    byte[] buffer = new byte[256];
    try {
      int n = socket.getInputStream().read(buffer);
      while (n >= 0) {
        n = socket.getInputStream().read(buffer);
      }
    } catch (java.net.SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffffffffff7f,HANDSHAKE_FAILED",
    "ffffffffffffffffffffffffffffffffffff,HANDSHAKE_FAILED",
    "00,HANDSHAKE_FAILED",
    "8080808080808080808000,HANDSHAKE_FAILED",
    "474554202f20485454502f312e310d0a0d0a,HANDSHAKE_TIMEOUT",
    "20,HANDSHAKE_TIMEOUT",
    "'',HANDSHAKE_TIMEOUT"
  })
  void bad_handshake_is_hung_up_on_with_a_reason(String hex, String reason) throws IOException {
    try (OurNode ours = OurNode.builder().start();
        Socket rude = dial(ours)) {
      rude.getOutputStream().write(HexFormat.of().parseHex(hex));
      assertHungUp(rude);
      ours.log()
          .await("Rejected", row -> row.getString("detail").contains(reason), JsonProcess.PATIENCE);
      assertThat(ours.swarm().connections()).isEmpty();
    }
  }

  @Test
  void slow_dialers_do_not_keep_a_published_peer_out() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (JsonProcess server = NodePeer.dnsServer(dns);
        OurNode ours = OurNode.builder().dns("127.0.0.1:" + dns).start()) {
      ours.join(topic, new SwarmJoinOptions(true, false));
      ours.awaitFlushed();
      for (int i = 0; i < 200; i++) {
        Socket socket = dial(ours);
        socket.getOutputStream().write(0x20);
        slow.add(socket);
      }
      try (JsonProcess theirs =
          NodePeer.start(
              "swarm-peer.js",
              "--no-utp",
              "--no-hash",
              "--dns",
              "127.0.0.1:" + dns,
              "--topic",
              topic,
              "--no-announce",
              "--say",
              "hello")) {
        SwarmIT.awaitTalk(theirs.log());
        for (Socket socket : slow) {
          assertHungUp(socket);
        }
        assertThat(ours.swarm().connections()).hasSize(1);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void own_address_is_recognised() {
    try (OurNode ours = OurNode.builder().start()) {
      ours.swarm()
          .addPeer(
              Topic.of(HexFormat.of().parseHex(topic), Hashing.RAW),
              new PeerAddress(InetAddress.getLoopbackAddress(), ours.port()));
      ours.log()
          .await("Rejected", row -> row.getString("detail").contains("SELF"), JsonProcess.PATIENCE);
      assertThat(ours.swarm().connections()).isEmpty();
    }
  }

  @Test
  void garbage_at_the_server_harms_nobody() throws IOException {
    Random random = new Random(7);
    try (OurServer server = OurServer.start(data, dns);
        DatagramSocket rude = new DatagramSocket();
        JsonProcess client = NodePeer.start("dns-client.js", "--server", "127.0.0.1:" + dns)) {
      byte[] sound = ForgedDns.reply(7, topic + ".dat.local", "192.0.2.1", 80);
      for (int i = 0; i < 20_000; i++) {
        byte[] packet = sound.clone();
        for (int flips = random.nextInt(8); flips >= 0; flips--) {
          packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        send(rude, packet, random.nextInt(packet.length), dns);
      }
      client.send("announce", "name", topic, "port", 4001);
      client.await("announced", row -> row.getBoolean("ok"));
      client.send("lookup", "name", topic);
      assertThat(client.await("peer").getInt("port")).isEqualTo(4001);
    }
  }

  @Test
  void forged_pushes_to_our_client_are_dropped() throws IOException {
    Topic wanted = Topic.of(HexFormat.of().parseHex(topic), Hashing.RAW);
    try (JsonProcess one = NodePeer.dnsServer(dns);
        OurClient ours = OurClient.of("127.0.0.1:" + dns);
        OurClient.Asked asked = ours.ask(wanted);
        DatagramSocket stranger = new DatagramSocket()) {
      asked.awaitSilence();
      int port = ours.port();
      String name = topic + ".dat.local";
      send(stranger, ForgedDns.push(name, "192.0.2.66", 80), port);
      send(stranger, ForgedDns.query(name, "192.0.2.66", 80), port);
      for (int id = 0; id < 65_536; id++) {
        send(stranger, ForgedDns.reply(id, name, "192.0.2.66", 80), port);
      }
      try (JsonProcess late = NodePeer.start("dns-client.js", "--server", "127.0.0.1:" + dns)) {
        late.send("announce", "name", topic, "port", 4002);
        asked.awaitPeer("127.0.0.1:4002");
      }
      assertThat(asked.peers()).containsExactly("127.0.0.1:4002");
    }
  }

  private static void send(DatagramSocket from, byte[] packet, int port) throws IOException {
    send(from, packet, packet.length, port);
  }

  private static void send(DatagramSocket from, byte[] packet, int length, int port)
      throws IOException {
    from.send(new DatagramPacket(packet, length, InetAddress.getLoopbackAddress(), port));
  }
}
