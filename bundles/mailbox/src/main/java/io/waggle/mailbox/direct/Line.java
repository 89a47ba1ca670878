package io.waggle.mailbox.direct;

import io.waggle.api.swarm.Connection;
import io.waggle.mailbox.net.Strand;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Frames over a connection. Used within the strand, except where said. */
final class Line {

  private static final int READ = 16 << 10;

  /** A peer that asks and does not read is cut off. */
  private static final int MOST_WAITING = 16;

  private final Strand strand;
  private final Connection connection;
  private final Ear ear;
  private final FrameInput input = new FrameInput(Frame.MOST_OF_STRANGERS);
  private final ByteBuffer buffer = ByteBuffer.allocate(READ);
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private boolean writing;
  private boolean closed;

  /** Hears what comes, on the strand. */
  interface Ear {

    /** The next frame. */
    void heard(Frame frame);

    /** Nothing more comes or goes; told once. */
    void ended();
  }

  Line(Strand strand, Connection connection, Ear ear) {
    this.strand = strand;
    this.connection = connection;
    this.ear = ear;
  }

  /** Begins to read. */
  void start() {
    read();
  }

  /** Both know each other: frames may be long now. */
  void trust() {
    input.most(Frame.MOST);
  }

  boolean isOpen() {
    return !closed;
  }

  private void read() {
    buffer.clear();
    try {
      connection
          .read(buffer)
          .whenComplete((count, error) -> strand.execute(() -> read(count, error)));
    } catch (RuntimeException e) {
      close();
    }
  }

  private void read(Integer count, Throwable error) {
    if (closed) {
      return;
    }
    if (error != null || count < 0) {
      close();
      return;
    }
    buffer.flip();
    Optional<Frame> next = input.next(buffer);
    while (next.isPresent() && !closed) {
      ear.heard(next.get());
      next = closed ? Optional.empty() : input.next(buffer);
    }
    if (input.broken()) {
      close();
    } else if (!closed) {
      read();
    }
  }

  /** Sends one behind those that wait. */
  void send(Frame frame) {
    if (closed) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      close();
      return;
    }
    waiting.add(ByteBuffer.wrap(frame.encode()));
    write();
  }

  private void write() {
    if (writing || closed || waiting.isEmpty()) {
      return;
    }
    writing = true;
    try {
      connection
          .write(waiting.remove())
          .whenComplete((done, error) -> strand.execute(() -> written(error)));
    } catch (RuntimeException e) {
      close();
    }
  }

  private void written(Throwable error) {
    writing = false;
    if (error == null) {
      write();
    } else {
      close();
    }
  }

  /** Ends it. Idempotent. */
  void close() {
    if (!closed) {
      closed = true;
      waiting.clear();
      connection.close();
      ear.ended();
    }
  }
}
