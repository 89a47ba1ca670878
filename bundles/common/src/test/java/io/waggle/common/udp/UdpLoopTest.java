package io.waggle.common.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.time.WaggleClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UdpLoopTest {

  private static final WaggleClock CLOCK = WaggleClock.system();

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Answers each datagram with its first byte plus one, and throws at the byte 13. */
  private static final class PlusOne implements DatagramEngine {
    final CompletableFuture<Byte> heard = new CompletableFuture<>();
    final CompletableFuture<Long> ticked = new CompletableFuture<>();
    private long deadline = Long.MAX_VALUE;

    @Override
    public void datagram(
        long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out) {
      byte value = packet.get(0);
      if (value == 13) {
        throw new IllegalStateException("thirteen");
      }
      if (value > 1) {
        heard.complete(value);
        return;
      }
      out.send(socket, ByteBuffer.wrap(new byte[] {(byte) (value + 1)}), from);
    }

    @Override
    public void tick(long now, DatagramOutput out) {
      ticked.complete(now);
      deadline = Long.MAX_VALUE;
    }

    @Override
    public long nextDeadline() {
      return deadline;
    }
  }

  @Test
  void datagramsGoToTheEngineAndItsAnswersOut() throws Exception {
    PlusOne one = new PlusOne();
    PlusOne two = new PlusOne();
    try (UdpLoop a = UdpLoop.open("a", List.of(anyPort()), one, CLOCK);
        UdpLoop b = UdpLoop.open("b", List.of(anyPort(), anyPort()), two, CLOCK)) {
      InetSocketAddress second = b.local().get(1);
      a.execute(out -> out.send(0, ByteBuffer.wrap(new byte[] {13}), second));
      a.execute(out -> out.send(0, ByteBuffer.wrap(new byte[] {0}), second));
      assertThat(two.heard.get(10, TimeUnit.SECONDS)).isEqualTo((byte) 2);
    }
  }

  @Test
  void deadlinesAreKept() throws Exception {
    PlusOne engine = new PlusOne();
    try (UdpLoop loop = UdpLoop.open("timer", List.of(anyPort()), engine, CLOCK)) {
      long due = CLOCK.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
      loop.execute(out -> engine.deadline = due);
      assertThat(engine.ticked.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(due);
    }
  }

  @Test
  void aTakenPortIsNamedAndNothingStaysOpen() throws Exception {
    try (UdpLoop first = UdpLoop.open("first", List.of(anyPort()), new PlusOne(), CLOCK)) {
      InetSocketAddress taken = first.local().get(0);
      assertThatThrownBy(
              () -> UdpLoop.open("second", List.of(anyPort(), taken), new PlusOne(), CLOCK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(taken.getPort()));
    }
  }

  @Test
  void socketsComeAndGoWhileItRuns() throws Exception {
    PlusOne one = new PlusOne();
    PlusOne two = new PlusOne();
    try (UdpLoop a = UdpLoop.open("a", List.of(), one, CLOCK);
        UdpLoop b = UdpLoop.open("b", List.of(anyPort()), two, CLOCK)) {
      int first = a.add(anyPort());
      int second = a.add(anyPort());
      assertThat(List.of(first, second)).containsExactly(0, 1);
      InetSocketAddress kept = a.local(second);
      a.remove(first);
      assertThat(a.local()).containsExactly(kept);
      b.execute(out -> out.send(0, ByteBuffer.wrap(new byte[] {5}), kept));
      assertThat(one.heard.get(10, TimeUnit.SECONDS)).isEqualTo((byte) 5);
      assertThat(a.add(anyPort())).isZero();
    }
  }

  @Test
  void aClosedLoopBindsNothing() throws Exception {
    UdpLoop loop = UdpLoop.open("closed", List.of(), new PlusOne(), CLOCK);
    loop.close();
    assertThatThrownBy(() -> loop.add(anyPort())).isInstanceOf(IOException.class);
  }
}
