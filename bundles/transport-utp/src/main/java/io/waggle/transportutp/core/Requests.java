package io.waggle.transportutp.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** What the application has asked for and waits for: one read and one write at most. */
final class Requests {

  private Pending<Integer> reading;
  private Pending<Void> writing;

  private record Pending<T>(ByteBuffer buffer, int from, CompletableFuture<T> future) {
    Pending(ByteBuffer buffer) {
      this(buffer, buffer.position(), new CompletableFuture<>());
    }
  }

  boolean isReading() {
    return reading != null;
  }

  boolean isWriting() {
    return writing != null;
  }

  CompletableFuture<Integer> read(ByteBuffer into) {
    reading = new Pending<>(into);
    return reading.future();
  }

  CompletableFuture<Void> write(ByteBuffer data) {
    writing = new Pending<>(data);
    return writing.future();
  }

  /** Where payload may go at once; null for nowhere. */
  ByteBuffer readBuffer() {
    return reading == null ? null : reading.buffer();
  }

  /** What is to be sent; only while {@link #isWriting}. */
  ByteBuffer writeBuffer() {
    return writing.buffer();
  }

  /** Answers the write if all of it was taken. */
  void answerWrite() {
    if (writing != null && !writing.buffer().hasRemaining()) {
      CompletableFuture<Void> future = writing.future();
      writing = null;
      future.complete(null);
    }
  }

  /** Answers the read if there is something, or the end. */
  void answerRead(Receiver receiver) {
    if (reading == null) {
      return;
    }
    ByteBuffer into = reading.buffer();
    receiver.read(into);
    int n = into.position() - reading.from();
    if (n > 0 || receiver.isEnded() || !into.hasRemaining()) {
      CompletableFuture<Integer> future = reading.future();
      reading = null;
      future.complete(n > 0 || !receiver.isEnded() ? n : -1);
    }
  }

  void fail(String reason) {
    IOException failure = new IOException(reason);
    if (writing != null) {
      CompletableFuture<Void> future = writing.future();
      writing = null;
      future.completeExceptionally(failure);
    }
    if (reading != null) {
      CompletableFuture<Integer> future = reading.future();
      reading = null;
      future.completeExceptionally(failure);
    }
  }
}
