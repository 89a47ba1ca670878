package io.waggle.transportutp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.transportutp.core.SimulatedNetwork.Line;
import io.waggle.transportutp.core.SimulatedNetwork.Node;
import io.waggle.transportutp.packet.PacketReader;
import io.waggle.transportutp.packet.PacketType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private final SimulatedNetwork net = new SimulatedNetwork(21, Line.perfect());
  private final Node a = net.node();
  private final Node b = net.node();

  private static ByteBuffer bytes(int n) {
    return ByteBuffer.wrap(new byte[n]);
  }

  private UtpConnection dial() throws Exception {
    return a.endpoint.connect(a.time(), b.address);
  }

  /** The accepted side, once the dialling one has said something. */
  private UtpConnection accepted(UtpConnection there) {
    there.write(bytes(1));
    net.until(() -> !b.accepted.isEmpty(), 5);
    UtpConnection back = b.accepted.get(0);
    back.read(ByteBuffer.allocate(1));
    net.pass(0.1);
    return back;
  }

  @Test
  void aDialThatNobodyAnswersIsRepeatedAndGivenUp() throws Exception {
    net.remove(b);
    UtpConnection there = dial();
    net.pass(2);
    assertThat(net.sent).isEqualTo(3);
    net.pass(100);
    assertThat(there.connected()).isCompletedExceptionally();
    assertThat(a.endpoint.size()).isZero();
    assertThat(net.sent).isLessThan(10);
  }

  @Test
  void aSocketThatDoesNotAcceptIsSilent() throws Exception {
    b.endpoint.acceptor(Optional.empty());
    UtpConnection there = dial();
    net.pass(3);
    assertThat(there.connected()).isNotDone();
    there.close(a.time());
    assertThatThrownBy(() -> there.connected().get()).hasMessageContaining("given up");
    assertThat(a.endpoint.size()).isZero();
  }

  @Test
  void aLostSynIsRepeatedAfterHalfASecond() throws Exception {
    int[] swallowed = {1};
    net.swallow = bytes -> swallowed[0]-- > 0;
    UtpConnection there = dial();
    net.pass(0.49);
    assertThat(there.connected()).isNotDone();
    net.pass(0.02);
    assertThat(there.connected()).isCompleted();
  }

  @Test
  void aDialThatIsGivenUpBeforeAWordResets() throws Exception {
    UtpConnection there = dial();
    net.pass(1);
    List<PacketType> sent = new ArrayList<>();
    net.swallow =
        bytes -> {
          sent.add(PacketReader.read(ByteBuffer.wrap(bytes)).orElseThrow().type());
          return false;
        };
    there.close(a.time());
    net.pass(60);
    assertThat(sent).containsExactly(PacketType.RESET);
    assertThat(a.endpoint.size()).isZero();
    assertThat(b.endpoint.size()).isZero();
  }

  @Test
  void aConnectionIsAcceptedWithItsFirstBytes() throws Exception {
    UtpConnection there = dial();
    net.pass(1);
    assertThat(there.connected()).isCompleted();
    assertThat(b.accepted).isEmpty();
    UtpConnection back = accepted(there);
    assertThat(back.isDialled()).isFalse();
    assertThat(there.isDialled()).isTrue();
    assertThat(back.remote()).isEqualTo(a.address);
  }

  @Test
  void theLosingHalfOfADoubleDialLeavesNoTrace() throws Exception {
    UtpConnection there = dial();
    net.pass(0.5);
    there.close(a.time());
    net.pass(1);
    assertThat(b.accepted).isEmpty();
    assertThat(b.endpoint.size()).isZero();
    assertThat(a.endpoint.size()).isZero();
  }

  @Test
  void whatWasWrittenBeforeACloseStillArrives() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = accepted(there);
    there.write(bytes(50_000));
    net.pass(0.0001);
    there.close(a.time());
    ByteBuffer into = ByteBuffer.allocate(50_000);
    Transfer.Sink sink = new Transfer.Sink(back);
    net.until(sink::isOver, 5);
    assertThat(sink.bytes).isEqualTo(50_000);
    assertThat(sink.ended).isTrue();
    assertThat(into.position()).isZero();
  }

  @Test
  void closingFailsWhatIsPendingAndAllThatFollows() throws Exception {
    UtpConnection there = dial();
    accepted(there);
    CompletableFuture<Integer> read = there.read(ByteBuffer.allocate(5));
    there.close(a.time());
    assertThatThrownBy(read::get).hasMessageContaining("closed");
    assertThatThrownBy(() -> there.read(ByteBuffer.allocate(5)).get())
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> there.write(bytes(5)).get()).hasMessageContaining("closed");
    assertThatThrownBy(() -> there.finish().get()).hasMessageContaining("closed");
    there.close(a.time());
  }

  @Test
  void oneReadAndOneWriteAtATime() throws Exception {
    UtpConnection there = dial();
    there.read(ByteBuffer.allocate(5));
    there.write(bytes(5));
    assertThatThrownBy(() -> there.read(ByteBuffer.allocate(5)).get())
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> there.write(bytes(5)).get())
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterOurEndWeStillRead() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = accepted(there);
    there.finish();
    assertThatThrownBy(() -> there.write(bytes(5)).get()).hasMessageContaining("ended");
    net.pass(1);
    CompletableFuture<Integer> end = back.read(ByteBuffer.allocate(5));
    net.pass(0.1);
    assertThat(end.get()).isEqualTo(-1);
    back.write(bytes(7));
    CompletableFuture<Integer> read = there.read(ByteBuffer.allocate(10));
    net.pass(1);
    assertThat(read.get()).isEqualTo(7);
    back.close(b.time());
    CompletableFuture<Integer> last = there.read(ByteBuffer.allocate(10));
    net.pass(1);
    assertThat(last.get()).isEqualTo(-1);
    assertThat(a.endpoint.size() + b.endpoint.size()).isZero();
  }

  @Test
  void aPeerThatGoesSilentlyAfterOurEndIsFoundOut() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = accepted(there);
    there.finish();
    net.pass(1);
    CompletableFuture<Integer> read = there.read(ByteBuffer.allocate(10));
    // As a libutp does that is closed after it was told our end.
    back.end("gone");
    b.endpoint.forget();
    net.pass(5);
    assertThat(read.get()).isEqualTo(-1);
  }

  @Test
  void aPeerThatClosesWhileWeSendResets() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = accepted(there);
    back.close(b.time());
    net.pass(1);
    there.write(bytes(5000));
    net.pass(1);
    assertThat(there.isGone()).isTrue();
    assertThatThrownBy(() -> there.write(bytes(5)).get()).hasMessageContaining("reset");
  }

  @Test
  void anIdleConnectionKeepsItsMapping() throws Exception {
    UtpConnection there = dial();
    accepted(there);
    net.pass(1);
    long before = net.sent;
    net.pass(600);
    assertThat(there.isGone()).isFalse();
    assertThat(net.sent - before).isBetween(36L, 44L);
  }

  @Test
  void bothMayDialAtOnce() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = b.endpoint.connect(b.time(), a.address);
    there.write(bytes(1));
    back.write(bytes(1));
    net.pass(1);
    assertThat(there.connected()).isCompleted();
    assertThat(back.connected()).isCompleted();
    assertThat(a.accepted).hasSize(1);
    assertThat(b.accepted).hasSize(1);
  }

  @Test
  void closingTheEndpointTellsThePeers() throws Exception {
    UtpConnection there = dial();
    UtpConnection back = accepted(there);
    a.endpoint.close(a.time(), "going");
    assertThat(there.isGone()).isTrue();
    CompletableFuture<Integer> read = back.read(ByteBuffer.allocate(1));
    net.pass(0.1);
    assertThat(read.get()).isEqualTo(-1);
  }

  @Test
  void thousandsOfConnectionsShareOneSocket() throws Exception {
    for (int i = 0; i < 5000; i++) {
      dial().write(bytes(10));
    }
    net.until(() -> b.accepted.size() == 5000, 20);
    assertThat(b.accepted).hasSize(5000);
    assertThat(a.endpoint.size()).isEqualTo(5000);
    net.pass(40);
    assertThat(b.endpoint.size()).isEqualTo(5000);
  }
}
