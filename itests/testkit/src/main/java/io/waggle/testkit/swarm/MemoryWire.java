package io.waggle.testkit.swarm;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One end of an in-memory wire. What one end closes, the other sees as an end or a reset. */
public final class MemoryWire implements Wire {

  /** Bytes a direction holds before its writer has to wait. */
  public static final int CAPACITY = 64 << 10;

  private final String transport;
  private final PeerAddress local;
  private final PeerAddress remote;
  private final MemoryPipe in;
  private final MemoryPipe out;
  private final Runnable onClose;
  private boolean closed;

  private MemoryWire(
      String transport,
      PeerAddress local,
      PeerAddress remote,
      MemoryPipe in,
      MemoryPipe out,
      Runnable onClose) {
    this.transport = transport;
    this.local = local;
    this.remote = remote;
    this.in = in;
    this.out = out;
    this.onClose = onClose;
  }

  /** Two ends; {@code onClose} runs once for each. */
  public static MemoryWire[] pair(
      String transport, PeerAddress one, PeerAddress other, int capacity, Runnable onClose) {
    MemoryPipe there = new MemoryPipe(capacity);
    MemoryPipe back = new MemoryPipe(capacity);
    return new MemoryWire[] {
      new MemoryWire(transport, one, other, back, there, onClose),
      new MemoryWire(transport, other, one, there, back, onClose)
    };
  }

  /** Two ends on addresses nobody looks at. */
  public static MemoryWire[] pair() {
    PeerAddress one = PeerAddress.parse("192.0.2.1:1");
    PeerAddress other = PeerAddress.parse("192.0.2.2:2");
    return pair("memory", one, other, CAPACITY, () -> {});
  }

  @Override
  public String transport() {
    return transport;
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
    return in.read(into);
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    return out.write(data);
  }

  @Override
  public CompletionStage<Void> finish() {
    return out.finish();
  }

  /** Breaks both directions at once, as a reset does. */
  public void reset() {
    in.fail(new IOException("reset"));
    out.fail(new IOException("reset"));
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    onClose.run();
    in.fail(new IOException("closed"));
    out.finish();
  }
}
