package io.waggle.udpmux;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.api.udp.UdpPort;
import io.waggle.api.udp.UdpProtocol;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedSocketTest {

  private final Metrics metrics = new Metrics();
  private SharedSocket shared;
  private DatagramSocket peer;

  @BeforeEach
  void open() throws Exception {
    shared =
        SharedSocket.open(
            "test",
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            WaggleClock.system(),
            metrics);
    peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    peer.setSoTimeout(5_000);
  }

  @AfterEach
  void close() {
    peer.close();
    shared.close();
  }

  /** Answers what begins with its letter, with its name. */
  private static final class Named implements UdpProtocol {

    private final char first;
    private final String name;
    private final CountDownLatch ticked = new CountDownLatch(1);
    private UdpPort port;
    private long deadline = Long.MAX_VALUE;

    Named(char first, String name) {
      this.first = first;
      this.name = name;
    }

    @Override
    public void attached(UdpPort newPort) {
      port = newPort;
    }

    @Override
    public boolean claims(ByteBuffer packet) {
      return first == '*' || (packet.hasRemaining() && packet.get(packet.position()) == first);
    }

    @Override
    public void datagram(long now, ByteBuffer packet, InetSocketAddress from) {
      if (packet.remaining() > 1 && packet.get(packet.position() + 1) == '!') {
        throw new IllegalStateException("a defect");
      }
      port.send(ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), from);
    }

    @Override
    public void tick(long now) {
      deadline = Long.MAX_VALUE;
      ticked.countDown();
    }

    @Override
    public long nextDeadline() {
      return deadline;
    }
  }

  private Optional<String> ask(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress to = shared.local().get(0).toSocketAddress();
    peer.send(new DatagramPacket(bytes, bytes.length, to));
    DatagramPacket answer = new DatagramPacket(new byte[100], 100);
    try {
      peer.receive(answer);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    return Optional.of(
        new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII));
  }

  @Test
  void datagramGoesToTheFirstThatClaimsIt() throws Exception {
    shared.attach(0, new Named('*', "rest"));
    UdpMux.Registration letter = shared.attach(100, new Named('d', "letter"));
    assertThat(ask("dx")).contains("letter");
    assertThat(ask("xx")).contains("rest");
    letter.close();
    assertThat(ask("dx")).contains("rest");
  }

  @Test
  void defectOfOneHarmsNobody() throws Exception {
    peer.setSoTimeout(300);
    try (UdpMux.Registration letter = shared.attach(100, new Named('d', "letter"))) {
      assertThat(letter).isNotNull();
      assertThat(ask("d!")).isEmpty();
      peer.setSoTimeout(5_000);
      assertThat(ask("dx")).contains("letter");
      assertThat(metrics.snapshot()).containsEntry("protocols.failed", 1L);
    }
  }

  @Test
  void unclaimedIsCounted() throws Exception {
    peer.setSoTimeout(300);
    assertThat(ask("zz")).isEmpty();
    assertThat(metrics.snapshot()).containsEntry("packets.unclaimed", 1L);
  }

  @Test
  void timersFire() throws Exception {
    Named named = new Named('d', "letter");
    try (UdpMux.Registration letter = shared.attach(0, named)) {
      assertThat(letter).isNotNull();
      named.port.execute(() -> named.deadline = WaggleClock.system().nanoTime());
      assertThat(named.ticked.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
