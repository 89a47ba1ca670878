package io.waggle.swarmconnector;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One TCP connection. */
final class TcpWire implements Wire {

  private static final CompletionHandler<Integer, CompletableFuture<Integer>> READ =
      Handlers.of((n, result) -> result.complete(n), (e, result) -> fail(result, e));

  private final AsynchronousSocketChannel channel;
  private final PeerAddress local;
  private final PeerAddress remote;

  TcpWire(AsynchronousSocketChannel channel, PeerAddress local, PeerAddress remote) {
    this.channel = channel;
    this.local = local;
    this.remote = remote;
  }

  @Override
  public String transport() {
    return TcpTransport.NAME;
  }

  @Override
  public PeerAddress remote() {
    return remote;
  }

  @Override
  public PeerAddress local() {
    return local;
  }

  @Override
  public CompletionStage<Integer> read(ByteBuffer into) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    try {
      channel.read(into, result, READ);
    } catch (RuntimeException e) {
      fail(result, e);
    }
    return result;
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    if (data.hasRemaining()) {
      writeRest(data, result);
    } else {
      result.complete(null);
    }
    return result;
  }

  private void writeRest(ByteBuffer data, CompletableFuture<Void> result) {
    try {
      channel.write(data, data, Handlers.of((n, d) -> wrote(d, result), (e, d) -> fail(result, e)));
    } catch (RuntimeException e) {
      fail(result, e);
    }
  }

  private void wrote(ByteBuffer data, CompletableFuture<Void> result) {
    if (data.hasRemaining()) {
      writeRest(data, result);
    } else {
      result.complete(null);
    }
  }

  private static void fail(CompletableFuture<?> result, Throwable error) {
    result.completeExceptionally(error instanceof IllegalStateException ? error : asIo(error));
  }

  /** A closed channel has no message of its own, and a shut down group is none of the caller's. */
  static IOException asIo(Throwable error) {
    if (error instanceof java.nio.channels.ClosedChannelException) {
      return new IOException("the wire is closed", error);
    }
    return error instanceof IOException io ? io : new IOException(error.toString(), error);
  }

  @Override
  public CompletionStage<Void> finish() {
    try {
      channel.shutdownOutput();
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(asIo(e));
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  static void closeQuietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(TcpWire.class).debug("Closing failed", e);
    }
  }
}
