package io.waggle.shell.doubles;

import io.waggle.api.swarm.CloseReason;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection whose peer is the test. */
public final class TestConnection implements Connection {

  public final StringBuilder written = new StringBuilder();
  public boolean stuck;
  public boolean isClosed;
  private final ConnectionInfo info;
  private final Queue<byte[]> incoming = new ArrayDeque<>();
  private ByteBuffer waiting;
  private CompletableFuture<Integer> read;

  public TestConnection(ConnectionInfo info) {
    this.info = info;
  }

  /** The peer sends bytes; none ends its half. */
  public void receive(byte... bytes) {
    incoming.add(bytes.clone());
    serve();
  }

  public void receive(String text) {
    receive(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The network fails. */
  public void fail() {
    CompletableFuture<Integer> pending = read;
    read = null;
    pending.completeExceptionally(new IOException("reset"));
  }

  private void serve() {
    if (read == null || incoming.isEmpty()) {
      return;
    }
    byte[] bytes = incoming.remove();
    waiting.put(bytes);
    CompletableFuture<Integer> done = read;
    read = null;
    done.complete(bytes.length == 0 ? -1 : bytes.length);
  }

  @Override
  public CompletionStage<Integer> read(ByteBuffer into) {
    waiting = into;
    read = new CompletableFuture<>();
    CompletableFuture<Integer> result = read;
    serve();
    return result;
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    if (stuck) {
      return new CompletableFuture<>();
    }
    written.append(StandardCharsets.UTF_8.decode(data));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public ConnectionInfo info() {
    return info;
  }

  @Override
  public CompletionStage<Void> finish() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    isClosed = true;
  }

  @Override
  public InputStream input() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OutputStream output() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<CloseReason> closed() {
    return new CompletableFuture<>();
  }
}
