package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.metrics.Metrics;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** The whole server on real sockets, its timers and its clock virtual. */
class DnsServerTest {

  private static final String NAME = Lab.NAME;

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private Metrics metrics = new Metrics();
  private final SplittableRandom random = new SplittableRandom(3);
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("dns-server").resolve("test");
  }

  private static Settings settings(int ttl, int snapshot, int... ports) {
    return new Settings(
        Arrays.stream(ports).boxed().toList(),
        Optional.of(InetAddress.getLoopbackAddress()),
        List.of("dat.local"),
        Duration.ofSeconds(ttl),
        Duration.ofSeconds(60),
        100,
        50,
        0,
        0,
        Duration.ofSeconds(snapshot));
  }

  private DnsServer start(Settings settings) throws IOException {
    metrics = new Metrics();
    return new DnsServer(
        "test", settings, Optional.of(file), time, time, random::nextBytes, metrics);
  }

  private static Message ask(DatagramSocket socket, InetSocketAddress server, byte[] packet)
      throws IOException {
    socket.setSoTimeout(10_000);
    socket.send(new DatagramPacket(packet, packet.length, server));
    while (true) {
      DatagramPacket reply = new DatagramPacket(new byte[1500], 1500);
      socket.receive(reply);
      if (reply.getData()[2] < 0) { // not a push
        return OldClient.parse(Arrays.copyOf(reply.getData(), reply.getLength()));
      }
    }
  }

  private static String token(DatagramSocket socket, DnsServer server) throws IOException {
    Message reply = ask(socket, server.bound().get(0), OldClient.question("dat.local", Type.TXT));
    return OldClient.value(reply, "token").orElseThrow();
  }

  private static Message announce(DatagramSocket socket, DnsServer server, String token, int port)
      throws IOException {
    byte[] packet =
        OldClient.message(NAME, Type.TXT, List.of("token=" + token, "announce=" + port));
    return ask(socket, server.bound().get(0), packet);
  }

  private static List<Integer> lookup(DatagramSocket socket, DnsServer server) throws IOException {
    return OldClient.ports(ask(socket, server.bound().get(0), OldClient.question(NAME, Type.TXT)));
  }

  @Test
  void peersAndTokensSurviveARestartWithTheTimeTheyHadLeft() throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      String token;
      try (DnsServer first = start(settings(100, 0, 0))) {
        token = token(socket, first);
        announce(socket, first, token, 1111);
        time.advance(Duration.ofSeconds(60));
        announce(socket, first, token, 2222);
      }
      time.advance(Duration.ofSeconds(30));
      try (DnsServer second = start(settings(100, 0, 0))) {
        assertThat(second.report().peers()).isEqualTo(2);
        assertThat(lookup(socket, second)).containsExactlyInAnyOrder(1111, 2222);
        time.advance(Duration.ofSeconds(15));
        assertThat(lookup(socket, second)).containsExactly(2222);
        announce(socket, second, token, 3333);
        assertThat(lookup(socket, second)).containsExactlyInAnyOrder(2222, 3333);
        assertThat(metrics.counter("tokens.rejected").value()).isZero();
      }
      time.advance(Duration.ofMinutes(11));
      try (DnsServer third = start(settings(100, 0, 0))) {
        assertThat(third.report().peers()).isZero();
        announce(socket, third, token, 4444);
        assertThat(lookup(socket, third)).isEmpty();
      }
    }
  }

  @Test
  void theStoreIsSavedAtItsInterval() throws Exception {
    try (DnsServer server = start(settings(0, 60, 0))) {
      assertThat(file).doesNotExist();
      time.advance(Duration.ofSeconds(60));
      assertThat(file).exists();
      assertThat(server.report().counters()).containsEntry("snapshot.saves", 1L);
      server.change(settings(0, 0, 0));
      time.advance(Duration.ofMinutes(10));
      assertThat(server.report().counters()).containsEntry("snapshot.saves", 1L);
    }
  }

  @Test
  void aDamagedSnapshotIsReportedAndSkipped() throws Exception {
    start(settings(0, 0, 0)).close();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    try (DnsServer server = start(settings(0, 0, 0))) {
      assertThat(server.report().state()).isEqualTo(SourceState.DEGRADED);
      assertThat(server.report().reason()).contains("damaged");
      server.save();
      assertThat(server.report().state()).isEqualTo(SourceState.UP);
    }
  }

  @Test
  void anyBytesAreASnapshotOrRefused() throws Exception {
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      try {
        Snapshot.read(bytes);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1990);
  }

  @Test
  void aTakenPortDegradesAndIsRetriedAndPortsChangeWithoutLosingTheStore() throws Exception {
    DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    int port = taken.getLocalPort();
    try (DatagramSocket socket = new DatagramSocket();
        DnsServer server = start(settings(0, 0, 0, port))) {
      assertThat(server.report().state()).isEqualTo(SourceState.DEGRADED);
      assertThat(server.report().missing()).containsKey(port);
      announce(socket, server, token(socket, server), 1111);
      taken.close();
      time.advance(Duration.ofSeconds(5));
      assertThat(server.report().state()).isEqualTo(SourceState.UP);
      assertThat(server.bound()).hasSize(2);
      server.change(settings(0, 0, port));
      assertThat(server.bound()).extracting(InetSocketAddress::getPort).containsExactly(port);
      assertThat(lookup(socket, server)).containsExactly(1111);
    }
  }

  @Test
  void theStatusTellsOfLimitsAndOfTheLargestNamesWithoutNamingThem() throws Exception {
    try (DatagramSocket socket = new DatagramSocket();
        DnsServer server = start(settings(0, 0, 0))) {
      String token = token(socket, server);
      announce(socket, server, token, 1);
      announce(socket, server, token, 2);
      assertThat(server.report().used()).containsEntry("peers", 2L);
      assertThat(server.report().limits()).containsEntry("peers", 100L).containsEntry("name", 50L);
      var top = server.top(5).toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(top).hasSize(1);
      assertThat(top.get(0).peers()).isEqualTo(2);
      assertThat(top.get(0).label()).matches("[0-9a-f]{12}");
    }
  }

  @Test
  void aClosedServerSaysSo() throws Exception {
    DnsServer server = start(settings(0, 60, 0));
    server.close();
    server.close();
    assertThat(server.report().state()).isEqualTo(SourceState.DISABLED);
    assertThat(server.top(3).toCompletableFuture().get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(time.pending()).isZero();
  }
}
