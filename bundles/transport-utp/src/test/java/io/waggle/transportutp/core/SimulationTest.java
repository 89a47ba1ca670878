package io.waggle.transportutp.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.transportutp.core.SimulatedNetwork.Line;
import io.waggle.transportutp.core.SimulatedNetwork.Node;
import io.waggle.transportutp.core.Transfer.Sink;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  private static final int MILLION = 1_000_000;

  /** Both directions at once, to the end of both; gives the seconds it took. */
  private static double transfer(SimulatedNetwork net, int bytes, double limit) throws Exception {
    Node a = net.node();
    Node b = net.node();
    UtpConnection there = a.endpoint.connect(a.time(), b.address);
    long start = net.now;
    Transfer out = new Transfer(there, bytes, 1);
    net.until(() -> !b.accepted.isEmpty(), limit);
    UtpConnection back = b.accepted.get(0);
    Sink atB = new Sink(back);
    Sink atA = new Sink(there);
    Transfer in = new Transfer(back, bytes / 10, 2);
    net.until(() -> atA.isOver() && atB.isOver(), limit);
    double seconds = (net.now - start) / 1e9;
    assertThat(atB.error).isNull();
    assertThat(atA.error).isNull();
    assertThat(atB.bytes).isEqualTo(bytes);
    assertThat(atB.sum.getValue()).isEqualTo(out.sum.getValue());
    assertThat(atA.sum.getValue()).isEqualTo(in.sum.getValue());
    net.pass(20);
    assertThat(a.endpoint.size()).isZero();
    assertThat(b.endpoint.size()).isZero();
    return seconds;
  }

  @ParameterizedTest
  @CsvSource({
    // delay ms, jitter ms, loss, duplication
    "1, 0, 0, 0",
    "25, 0, 0.01, 0",
    "25, 10, 0.03, 0.02",
    "5, 20, 0, 0",
    "1, 0, 0, 0.3",
    "80, 5, 0.10, 0.05",
    "10, 0, 0.30, 0",
  })
  void everyByteArrivesOnceAndInOrder(double delay, double jitter, double loss, double twice)
      throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      Line line = new Line((long) (delay * 1e6), (long) (jitter * 1e6), loss, twice, 0, 0);
      transfer(new SimulatedNetwork(seed, line), MILLION, 600);
    }
  }

  @Test
  void aLineIsUsedWithoutFillingItsQueue() throws Exception {
    double rate = 2_000_000;
    SimulatedNetwork net =
        new SimulatedNetwork(3, new Line(25_000_000, 0, 0, 0, rate, 4 * MILLION));
    double seconds = transfer(net, 20 * MILLION, 60);
    assertThat(20 * MILLION / seconds).isGreaterThan(0.7 * rate);
  }

  @Test
  void lossOfOneInAHundredOverFiftyMilliseconds() throws Exception {
    SimulatedNetwork net = new SimulatedNetwork(4, new Line(25_000_000, 0, 0.01, 0, 0, 0));
    double seconds = transfer(net, 5 * MILLION, 120);
    System.out.printf("50 ms, 1 %% loss: %.0f kB/s%n", 5e3 / seconds);
    assertThat(5 * MILLION / seconds).isGreaterThan(300_000);
  }

  @Test
  void aPathThatSwallowsLargeDatagramsCostsOnlyTheirGain() throws Exception {
    SimulatedNetwork net = new SimulatedNetwork(5, Line.perfect());
    net.swallow = bytes -> bytes.length > 1300;
    double seconds = transfer(net, MILLION, 60);
    assertThat(seconds).isLessThan(2);
  }

  @Test
  void aGoodPathGetsLargerDatagrams() throws Exception {
    SimulatedNetwork net = new SimulatedNetwork(5, Line.perfect());
    transfer(net, MILLION, 60);
    assertThat(net.largest).isEqualTo(1402);
  }

  @Test
  void aReaderThatDoesNotReadStopsTheWriter() throws Exception {
    SimulatedNetwork net = new SimulatedNetwork(6, Line.perfect());
    Node a = net.node(new UtpSettings(1 << 20, 64 << 10, 10, 1402, Idle.usual()));
    Node b = net.node(new UtpSettings(100_000, 64 << 10, 10, 1402, Idle.usual()));
    UtpConnection there = a.endpoint.connect(a.time(), b.address);
    new Transfer(there, 5 * MILLION, 1);
    net.pass(60);
    assertThat(net.sentBytes).isLessThan(400_000);
    assertThat(there.isGone()).isFalse();
    Sink sink = new Sink(b.accepted.get(0));
    net.until(sink::isOver, 60);
    assertThat(sink.bytes).isEqualTo(5 * MILLION);
  }

  @Test
  void anAcceptedConnectionThatIsNotHeardOfAgainIsGivenUp() throws Exception {
    SimulatedNetwork net = new SimulatedNetwork(7, Line.perfect());
    Node a = net.node();
    Node b = net.node();
    UtpConnection there = a.endpoint.connect(a.time(), b.address);
    there.write(ByteBuffer.wrap(new byte[5]));
    net.until(() -> !b.accepted.isEmpty(), 2);
    net.pass(0.1);
    net.remove(a);
    UtpConnection back = b.accepted.get(0);
    back.write(ByteBuffer.wrap(new byte[5]));
    ByteBuffer into = ByteBuffer.allocate(5);
    back.read(into);
    net.pass(1);
    assertThat(into.position()).isEqualTo(5);
    var read = back.read(ByteBuffer.allocate(5));
    net.pass(120);
    assertThat(read).isCompletedExceptionally();
    assertThat(b.endpoint.size()).isZero();
  }
}
