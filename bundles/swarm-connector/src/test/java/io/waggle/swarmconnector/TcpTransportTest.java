package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets. */
class TcpTransportTest {

  private final TcpTransport tcp = open();
  private final BlockingQueue<Wire> accepted = new LinkedBlockingQueue<>();

  private static TcpTransport open() {
    try {
      return new TcpTransport();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    tcp.close();
  }

  private Transport.Listener listen(InetSocketAddress at) throws Exception {
    return tcp.listen(at, accepted::add).get(10, TimeUnit.SECONDS);
  }

  private Wire next() throws Exception {
    Wire wire = accepted.poll(10, TimeUnit.SECONDS);
    assertThat(wire).isNotNull();
    return wire;
  }

  private static <T> T get(java.util.concurrent.CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void onePortTakesIpv4AndIpv6AndShowsEachAsItIs() throws Exception {
    Transport.Listener listener = listen(new InetSocketAddress(0));
    int port = listener.local().port();
    for (String host : List.of("127.0.0.1", "::1")) {
      Wire out = get(tcp.connect(PeerAddress.parse("[" + host + "]:" + port)));
      Wire in = next();
      assertThat(in.remote()).isEqualTo(out.local());
      assertThat(in.remote().isIpv6()).isEqualTo(host.contains(":"));
      assertThat(out.remote().port()).isEqualTo(port);
      out.close();
      in.close();
    }
  }

  @Test
  void bytesGoBothWaysAndHalvesEndOnTheirOwn() throws Exception {
    Transport.Listener listener =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Wire out = get(tcp.connect(listener.local()));
    Wire in = next();
    get(out.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    ByteBuffer into = ByteBuffer.allocate(3);
    while (into.hasRemaining()) {
      get(in.read(into));
    }
    get(out.finish());
    assertThat(get(in.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
    get(in.write(ByteBuffer.wrap(new byte[] {4})));
    assertThat(get(out.read(into.clear()))).isEqualTo(1);
    in.close();
    assertThat(get(out.read(into.clear()))).isEqualTo(-1);
    out.close();
    assertThatThrownBy(() -> out.read(into.clear()).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
  }

  @Test
  void aTakenPortIsABindException() throws Exception {
    Transport.Listener listener = listen(new InetSocketAddress(0));
    assertThatThrownBy(() -> listen(new InetSocketAddress(listener.local().port())))
        .hasCauseInstanceOf(BindException.class);
    listener.close();
    listen(new InetSocketAddress(listener.local().port())).close();
  }

  @Test
  void aRefusedDialFails() throws Exception {
    Transport.Listener listener =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.close();
    assertThatThrownBy(() -> get(tcp.connect(listener.local())))
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void aCancelledDialClosesItsSocket() throws Exception {
    Transport.Listener listener =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    CompletableFuture<Wire> dial = tcp.connect(listener.local());
    boolean cancelled = dial.cancel(true);
    Wire in = next();
    if (!cancelled) {
      dial.join().close();
    }
    CompletableFuture<Integer> end = in.read(ByteBuffer.allocate(1)).toCompletableFuture();
    Integer read = end.handle((n, error) -> error == null ? n : -1).get(10, TimeUnit.SECONDS);
    assertThat(read).isEqualTo(-1);
  }

  @Test
  void closingEndsWiresAndThreads() throws Exception {
    Transport.Listener listener =
        listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Wire out = get(tcp.connect(listener.local()));
    CompletableFuture<Integer> read = out.read(ByteBuffer.allocate(1)).toCompletableFuture();
    tcp.close();
    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThatThrownBy(() -> get(tcp.connect(listener.local()))).isNotNull();
  }
}
