package io.waggle.swarmconnector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.testkit.swarm.MemoryWire;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The bytes of one connection. */
class SwarmConnectionTest {

  private final VirtualTime time = new VirtualTime();
  private final MemoryWire[] ends = MemoryWire.pair();
  private final TokenBucket sharedIn = new TokenBucket(0, time.nanoTime());
  private final TokenBucket sharedOut = new TokenBucket(0, time.nanoTime());
  private final SwarmConnection connection = connection(ends[0], 0, 0);

  private SwarmConnection connection(MemoryWire wire, long in, long out) {
    return new SwarmConnection(
        new Origin(
            1,
            "test",
            new Lane(new TransportNamed("memory"), 0, Duration.ZERO),
            "none",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            time,
            time.nanoTime()),
        wire,
        new SwarmConnection.Pipes(
            new Throttle(time, new TokenBucket(in, time.nanoTime()), sharedIn),
            new Throttle(time, new TokenBucket(out, time.nanoTime()), sharedOut),
            (wait, task) -> time.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS),
            time),
        (closed, reason) -> {});
  }

  private record TransportNamed(String name) implements io.waggle.api.swarm.spi.Transport {
    @Override
    public CompletableFuture<io.waggle.api.swarm.spi.Wire> connect(
        io.waggle.api.net.PeerAddress address) {
      return CompletableFuture.failedFuture(new IOException("none"));
    }

    @Override
    public CompletableFuture<Listener> listen(
        java.net.InetSocketAddress bind,
        java.util.function.Consumer<io.waggle.api.swarm.spi.Wire> accept) {
      return CompletableFuture.failedFuture(new IOException("none"));
    }
  }

  private static CloseReason reason(Connection connection) {
    return connection.closed().toCompletableFuture().getNow(null);
  }

  @Test
  void aMillionTinyReadsThatAreDoneAtOnceLeaveTheStackFlat() {
    AtomicInteger left = new AtomicInteger(1_000_000);
    CompletableFuture<Void> done = new CompletableFuture<>();
    ByteBuffer one = ByteBuffer.allocate(1);
    ByteBuffer stock = ByteBuffer.allocate(MemoryWire.CAPACITY);
    readOn(one, stock, left, done);
    time.runDue();
    assertThat(done).isCompleted();
    assertThat(connection.info().bytesIn()).isEqualTo(1_000_000);
  }

  private void readOn(
      ByteBuffer one, ByteBuffer stock, AtomicInteger left, CompletableFuture<Void> done) {
    if (left.getAndDecrement() == 0) {
      done.complete(null);
      return;
    }
    if (connection.info().bytesIn() % MemoryWire.CAPACITY == 0) {
      ends[1].write(stock.clear());
    }
    connection.read(one.clear()).thenAccept(n -> readOn(one, stock, left, done));
  }

  @Test
  void aMillionTinyWritesThatAreDoneAtOnceLeaveTheStackFlat() {
    AtomicInteger left = new AtomicInteger(1_000_000);
    CompletableFuture<Void> done = new CompletableFuture<>();
    drain(ByteBuffer.allocate(1 << 16));
    writeOn(ByteBuffer.allocate(1), left, done);
    time.runDue();
    assertThat(done).isCompleted();
    assertThat(connection.info().bytesOut()).isEqualTo(1_000_000);
  }

  private void writeOn(ByteBuffer one, AtomicInteger left, CompletableFuture<Void> done) {
    if (left.getAndDecrement() == 0) {
      done.complete(null);
      return;
    }
    connection.write(one.clear()).thenRun(() -> writeOn(one, left, done));
  }

  private void drain(ByteBuffer buffer) {
    ends[1].read(buffer.clear()).thenAccept(n -> time.execute(() -> drain(buffer)));
  }

  @Test
  void aWriterWaitsForTheReader() {
    CompletableFuture<Void> write =
        connection.write(ByteBuffer.allocate(3 * MemoryWire.CAPACITY)).toCompletableFuture();
    time.runDue();
    assertThat(write).isNotDone();
    ends[1].read(ByteBuffer.allocate(MemoryWire.CAPACITY));
    assertThat(write).isNotDone();
    ends[1].read(ByteBuffer.allocate(MemoryWire.CAPACITY));
    assertThat(write).isDone();
  }

  @Test
  void nobodyReadsMoreThanWasAskedFor() {
    CompletableFuture<Void> sent =
        ends[1].write(ByteBuffer.allocate(2 * MemoryWire.CAPACITY)).toCompletableFuture();
    connection.sweep(5);
    connection.sweep(5);
    time.runDue();
    assertThat(sent).isNotDone();
    assertThat(connection.info().bytesIn()).isZero();
  }

  @Test
  void whatWasReadAheadComesFirstAndIsWhole() {
    connection.sweep(5);
    ends[1].write(ByteBuffer.wrap("abcdef".getBytes(US_ASCII)));
    ByteBuffer two = ByteBuffer.allocate(2);
    connection.read(two);
    ByteBuffer rest = ByteBuffer.allocate(10);
    connection.read(rest);
    ends[1].write(ByteBuffer.wrap("gh".getBytes(US_ASCII)));
    connection.read(rest);
    assertThat(two.array()).isEqualTo("ab".getBytes(US_ASCII));
    assertThat(new String(rest.array(), 0, rest.position(), US_ASCII)).isEqualTo("cdefgh");
    assertThat(connection.info().bytesIn()).isEqualTo(8);
  }

  @Test
  void aReadThatIsAskedForWhileReadingAheadGetsTheBytes() {
    connection.sweep(5);
    ByteBuffer into = ByteBuffer.allocate(10);
    CompletableFuture<Integer> read = connection.read(into).toCompletableFuture();
    assertThat(read).isNotDone();
    ends[1].write(ByteBuffer.wrap("abc".getBytes(US_ASCII)));
    assertThat(read.join()).isEqualTo(3);
  }

  @Test
  void theEndIsNoticedThoughNobodyReads() {
    ends[1].close();
    for (int i = 0; i < 2; i++) {
      connection.sweep(2);
    }
    time.runDue();
    assertThat(reason(connection)).isNull();
    connection.sweep(2);
    time.runDue();
    assertThat(reason(connection)).isEqualTo(CloseReason.REMOTE);
  }

  @Test
  void aResetIsNoticedThoughNobodyReads() {
    connection.sweep(5);
    ends[1].reset();
    ends[0].reset();
    time.runDue();
    assertThat(reason(connection)).isEqualTo(CloseReason.ERROR);
  }

  @Test
  void whenBothHalvesHaveEndedItIsClosed() {
    CompletableFuture<Integer> read = connection.read(ByteBuffer.allocate(1)).toCompletableFuture();
    ends[1].finish();
    assertThat(read.join()).isEqualTo(-1);
    assertThat(connection.write(ByteBuffer.allocate(1)).toCompletableFuture()).isDone();
    time.runDue();
    assertThat(reason(connection)).isNull();
    connection.finish();
    time.runDue();
    assertThat(reason(connection)).isEqualTo(CloseReason.REMOTE);
    assertThat(connection.write(ByteBuffer.allocate(1)).toCompletableFuture())
        .isCompletedExceptionally();
  }

  @Test
  void closingFailsWhatIsPending() {
    CompletableFuture<Integer> read = connection.read(ByteBuffer.allocate(1)).toCompletableFuture();
    connection.close();
    time.runDue();
    assertThatThrownBy(read::join).hasCauseInstanceOf(IOException.class);
    assertThat(reason(connection)).isEqualTo(CloseReason.LOCAL);
    connection.close();
  }

  @Test
  void twoReadsAtOnceAreADefectOfTheCaller() {
    connection.read(ByteBuffer.allocate(1));
    assertThatThrownBy(() -> connection.read(ByteBuffer.allocate(1)).toCompletableFuture().join())
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> connection.read(ByteBuffer.allocate(0)).toCompletableFuture().join())
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsOwnRateOfWritingIsKept() {
    SwarmConnection slow = connection(ends[0], 0, 10_000);
    CompletableFuture<Void> write = slow.write(ByteBuffer.allocate(50_000)).toCompletableFuture();
    time.advance(Duration.ofMillis(4500));
    assertThat(write).isNotDone();
    assertThat(slow.info().bytesOut()).isBetween(42_000L, 48_000L);
    time.advance(Duration.ofMillis(700));
    assertThat(write).isDone();
  }

  @Test
  void itsOwnRateOfReadingIsKeptAndHoldsTheWriterBack() {
    SwarmConnection slow = connection(ends[0], 10_000, 0);
    ends[1].write(ByteBuffer.allocate(60_000));
    AtomicInteger seen = new AtomicInteger();
    readAll(slow, ByteBuffer.allocate(60_000), seen);
    time.advance(Duration.ofSeconds(3));
    assertThat(seen.get()).isBetween(28_000, 33_000);
    time.advance(Duration.ofSeconds(4));
    assertThat(seen.get()).isEqualTo(60_000);
  }

  private static void readAll(SwarmConnection from, ByteBuffer into, AtomicInteger seen) {
    from.read(into)
        .thenAccept(
            n -> {
              seen.addAndGet(n);
              if (into.hasRemaining()) {
                readAll(from, into, seen);
              }
            });
  }

  @Test
  void aSharedRateHoldsForAllTogetherAndIsShared() {
    sharedOut.rate(10_000, time.nanoTime());
    MemoryWire[] others = MemoryWire.pair();
    SwarmConnection one = connection(ends[0], 0, 0);
    SwarmConnection two = connection(others[0], 0, 0);
    one.write(ByteBuffer.allocate(40_000));
    two.write(ByteBuffer.allocate(40_000));
    time.advance(Duration.ofSeconds(4));
    assertThat(one.info().bytesOut() + two.info().bytesOut()).isBetween(38_000L, 43_500L);
    assertThat(one.info().bytesOut()).isGreaterThan(15_000);
    assertThat(two.info().bytesOut()).isGreaterThan(15_000);
  }

  @Test
  void theBlockingViewsReadAndWrite() throws IOException {
    connection.output().write("over".getBytes(US_ASCII));
    connection.output().close();
    ByteBuffer into = ByteBuffer.allocate(10);
    ends[1].read(into);
    assertThat(into.position()).isEqualTo(4);
    assertThat(ends[1].read(into).toCompletableFuture().join()).isEqualTo(-1);
    ends[1].write(ByteBuffer.wrap(new byte[] {-1, 7}));
    ends[1].close();
    assertThat(connection.input().read()).isEqualTo(255);
    assertThat(connection.input().readAllBytes()).containsExactly(7);
    time.runDue();
    assertThatThrownBy(() -> connection.output().write(1)).isInstanceOf(IOException.class);
    assertThat(reason(connection)).isEqualTo(CloseReason.REMOTE);
  }
}
