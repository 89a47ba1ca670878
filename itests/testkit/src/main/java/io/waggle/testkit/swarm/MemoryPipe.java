package io.waggle.testkit.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * One direction of a wire: bounded, so that a writer waits for the reader as on a real network.
 * Stages complete on the thread that made them possible.
 */
final class MemoryPipe {

  private record Write(ByteBuffer data, CompletableFuture<Void> done) {}

  private record Read(ByteBuffer into, CompletableFuture<Integer> done) {}

  private final int capacity;
  private final Deque<Byte> bytes = new ArrayDeque<>();
  private Read reader;
  private Write writer;
  private boolean finished;
  private IOException broken;

  MemoryPipe(int capacity) {
    this.capacity = capacity;
  }

  CompletableFuture<Integer> read(ByteBuffer into) {
    Read read = new Read(into, new CompletableFuture<>());
    synchronized (this) {
      if (reader != null) {
        return CompletableFuture.failedFuture(new IllegalStateException("a read is under way"));
      }
      reader = read;
    }
    flow();
    return read.done();
  }

  CompletableFuture<Void> write(ByteBuffer data) {
    Write write = new Write(data, new CompletableFuture<>());
    synchronized (this) {
      if (writer != null) {
        return CompletableFuture.failedFuture(new IllegalStateException("a write is under way"));
      }
      writer = write;
    }
    flow();
    return write.done();
  }

  CompletableFuture<Void> finish() {
    synchronized (this) {
      finished = true;
    }
    flow();
    return CompletableFuture.completedFuture(null);
  }

  void fail(IOException cause) {
    synchronized (this) {
      broken = broken == null ? cause : broken;
    }
    flow();
  }

  /** Moves what can be moved; completes outside the lock. */
  private void flow() {
    Runnable[] outcomes;
    synchronized (this) {
      take();
      Runnable read = give();
      take();
      Runnable write = acknowledge();
      outcomes = new Runnable[] {read, write};
    }
    for (Runnable outcome : outcomes) {
      outcome.run();
    }
  }

  private void take() {
    while (broken == null
        && writer != null
        && writer.data().hasRemaining()
        && bytes.size() < capacity) {
      bytes.add(writer.data().get());
    }
  }

  private Runnable give() {
    Read read = reader;
    if (read == null) {
      return () -> {};
    }
    int n = 0;
    while (broken == null && !bytes.isEmpty() && read.into().hasRemaining()) {
      read.into().put(bytes.remove());
      n++;
    }
    int count = n;
    IOException cause = broken;
    if (count == 0 && cause == null && !finished) {
      return () -> {};
    }
    reader = null;
    return () -> {
      if (cause != null) {
        read.done().completeExceptionally(cause);
      } else {
        read.done().complete(count == 0 ? -1 : count);
      }
    };
  }

  private Runnable acknowledge() {
    Write write = writer;
    IOException cause = finished && broken == null ? new IOException("write after finish") : broken;
    if (write == null || (broken == null && !write.data().hasRemaining())) {
      writer = null;
      return write == null ? () -> {} : () -> write.done().complete(null);
    }
    if (cause == null) {
      return () -> {};
    }
    writer = null;
    return () -> write.done().completeExceptionally(cause);
  }
}
