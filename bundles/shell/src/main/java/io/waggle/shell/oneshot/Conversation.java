package io.waggle.shell.oneshot;

import io.waggle.api.swarm.Connection;
import io.waggle.shell.view.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One connection of a one-shot command: says one line and shows every line that comes. */
final class Conversation {

  private static final int BUFFER = 16 * 1024;

  private final Connection connection;
  private final Events events;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final LineSplitter lines = new LineSplitter(this::line);

  Conversation(Connection connection, Events events) {
    this.connection = connection;
    this.events = events;
  }

  void begin(Optional<String> say) {
    say.ifPresent(
        text -> connection.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8))));
    pump();
  }

  /** Loops while reads are done at once, so that a fast peer does not deepen the stack. */
  private void pump() {
    boolean open = true;
    while (open) {
      buffer.clear();
      CompletableFuture<Integer> read = connection.read(buffer).toCompletableFuture();
      if (!read.isDone()) {
        read.whenComplete(
            (count, failure) -> {
              if (took(count, failure)) {
                pump();
              }
            });
        return;
      }
      open = !read.isCompletedExceptionally() && took(read.join(), null);
    }
  }

  private boolean took(Integer count, Throwable failure) {
    if (failure != null || count < 0) {
      lines.end();
      connection.close(); // the remote half alone has ended; ours would stay open for ever
      return false;
    }
    buffer.flip();
    lines.take(buffer);
    return true;
  }

  private void line(String text, boolean whole) {
    Fields fields =
        new Fields()
            .add("number", connection.info().number())
            .add("address", connection.info().address())
            .add("text", text)
            .add("peer", connection.info().peer());
    if (!whole) {
      fields.add("partial", true);
    }
    events.emit("line", fields);
  }
}
