package io.waggle.transportutp.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UtpTransportTest {

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Metrics metrics = new Metrics();
  private final UtpTransport transport = UtpTransport.alone(Environment.usual(metrics));
  private final UtpTransport other = UtpTransport.alone(Environment.usual(new Metrics()));
  private final LinkedBlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    transport.close();
    other.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static byte[] read(Wire wire, int bytes) throws Exception {
    ByteBuffer into = ByteBuffer.allocate(bytes);
    while (into.hasRemaining() && get(wire.read(into)) > 0) {}
    return Arrays.copyOf(into.array(), into.position());
  }

  @Test
  void bytesGoBothWaysUntilBothHaveEnded() throws Exception {
    Transport.Listener listener = get(transport.listen(ANY, accepted::add));
    Wire there = get(other.connect(listener.local()));
    byte[] data = new byte[3_000_000];
    new Random(5).nextBytes(data);
    CompletionStage<Void> written = there.write(ByteBuffer.wrap(data));
    Wire back = accepted.poll(10, TimeUnit.SECONDS);
    assertThat(read(back, data.length)).isEqualTo(data);
    get(written);
    get(back.write(ByteBuffer.wrap(data, 0, 1000)));
    get(back.finish());
    assertThat(read(there, 2000)).isEqualTo(Arrays.copyOf(data, 1000));
    get(there.finish());
    assertThat(read(back, 1)).isEmpty();
    assertThat(back.transport()).isEqualTo("utp");
    assertThat(there.remote()).isEqualTo(listener.local());
    assertThat(back.local()).isEqualTo(listener.local());
    assertThat(metrics.snapshot()).containsEntry("accepted", 1L);
  }

  @Test
  void aListeningTransportDialsFromItsPort() throws Exception {
    Transport.Listener mine = get(transport.listen(ANY, wire -> {}));
    Transport.Listener theirs = get(other.listen(ANY, accepted::add));
    Wire there = get(transport.connect(theirs.local()));
    get(there.write(ByteBuffer.wrap(new byte[1])));
    assertThat(accepted.poll(10, TimeUnit.SECONDS).remote()).isEqualTo(mine.local());
  }

  @Test
  void aPortThatIsTakenIsToldAndAClosedOneIsFree() throws Exception {
    Transport.Listener mine = get(transport.listen(ANY, accepted::add));
    InetSocketAddress same = mine.local().toSocketAddress();
    assertThatThrownBy(() -> get(other.listen(same, wire -> {})))
        .hasRootCauseInstanceOf(BindException.class);
    assertThatThrownBy(() -> get(transport.listen(same, wire -> {})))
        .hasMessageContaining("another swarm");
    Wire there = get(other.connect(mine.local()));
    get(there.write(ByteBuffer.wrap(new byte[1])));
    Wire back = accepted.poll(10, TimeUnit.SECONDS);
    mine.close();
    mine.close();
    Transport.Listener again = get(transport.listen(same, wire -> {}));
    assertThat(again.local()).isEqualTo(mine.local());
    get(back.write(ByteBuffer.wrap(new byte[] {7})));
    assertThat(read(there, 1)).containsExactly(7);
  }

  @Test
  void aDialThatIsCancelledIsForgotten() throws Exception {
    Transport.Listener silent = get(other.listen(ANY, wire -> {}));
    silent.close();
    CompletableFuture<Wire> dial = transport.connect(silent.local());
    dial.cancel(true);
    Wire later = get(transport.connect(get(other.listen(ANY, accepted::add)).local()));
    assertThat(later.remote().port()).isPositive();
    assertThat(metrics.snapshot()).containsEntry("connections", 1L);
  }

  @Test
  void whatIsClosedFails() throws Exception {
    Transport.Listener listener = get(other.listen(ANY, accepted::add));
    Wire there = get(transport.connect(listener.local()));
    CompletionStage<Integer> pending = there.read(ByteBuffer.allocate(1));
    transport.close();
    assertThatThrownBy(() -> get(pending)).hasMessageContaining("closed");
    assertThatThrownBy(() -> get(there.read(ByteBuffer.allocate(1))))
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> get(transport.connect(PeerAddress.of(ANY))))
        .hasMessageContaining("closed");
    there.close();
  }

  @Test
  void whoDoesNotWantAPeerClosesIt() throws Exception {
    Transport.Listener listener =
        get(
            transport.listen(
                ANY,
                wire -> {
                  throw new IllegalStateException("no");
                }));
    Wire there = get(other.connect(listener.local()));
    get(there.write(ByteBuffer.wrap(new byte[1])));
    assertThat(get(there.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
  }
}
