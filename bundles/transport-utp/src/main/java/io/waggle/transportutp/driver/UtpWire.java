package io.waggle.transportutp.driver;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.transportutp.core.UtpConnection;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One uTP connection as the swarm sees it. */
final class UtpWire implements Wire {

  private final UtpSocket socket;
  private final UtpConnection connection;
  private final PeerAddress local;

  UtpWire(UtpSocket socket, UtpConnection connection, PeerAddress local) {
    this.socket = socket;
    this.connection = connection;
    this.local = local;
  }

  @Override
  public String transport() {
    return UtpTransport.NAME;
  }

  @Override
  public PeerAddress remote() {
    return PeerAddress.of(connection.remote());
  }

  @Override
  public PeerAddress local() {
    return local;
  }

  @Override
  public CompletableFuture<Integer> read(ByteBuffer into) {
    return call(() -> connection.read(into));
  }

  @Override
  public CompletableFuture<Void> write(ByteBuffer data) {
    return call(() -> connection.write(data));
  }

  @Override
  public CompletableFuture<Void> finish() {
    return call(connection::finish);
  }

  @Override
  public void close() {
    socket.run(() -> connection.close(socket.now()));
  }

  private <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> request) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean asked = socket.run(() -> request.get().whenComplete((v, e) -> pass(answer, v, e)));
    if (!asked) {
      answer.completeExceptionally(UtpSocket.closedWire());
    }
    return answer;
  }

  private static <T> void pass(CompletableFuture<T> to, T value, Throwable error) {
    if (error == null) {
      to.complete(value);
    } else {
      to.completeExceptionally(error);
    }
  }
}
