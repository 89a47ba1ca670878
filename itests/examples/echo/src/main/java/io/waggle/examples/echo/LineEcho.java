package io.waggle.examples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * Answers {@code hello} with {@code echo hello}, line by line, and leaves answers unanswered. Plain
 * Java: a listener, whether it is given to a swarm or registered as a service.
 */
public final class LineEcho implements SwarmListener {

  private static final String ANSWER = "echo ";
  private static final int LONGEST_LINE = 4096;

  private final BiConsumer<Connection, String> heard;

  /**
   * Makes one.
   *
   * @param heard is told of each line, on a thread that must not be blocked
   */
  public LineEcho(BiConsumer<Connection, String> heard) {
    this.heard = heard;
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      read(connected.connection(), ByteBuffer.allocate(1024), new ByteArrayOutputStream());
    }
  }

  /** Reads again only when the answers have left: the peer can't flood us. */
  private void read(Connection peer, ByteBuffer buffer, ByteArrayOutputStream line) {
    peer.read(buffer.clear())
        .thenCompose(
            n -> {
              if (n < 0) {
                throw new IllegalStateException("the peer has ended its half");
              }
              return peer.write(ByteBuffer.wrap(answers(peer, buffer.flip(), line)));
            })
        .whenComplete(
            (done, error) -> {
              if (error == null) {
                read(peer, buffer, line);
              } else {
                peer.close();
              }
            });
  }

  private byte[] answers(Connection peer, ByteBuffer bytes, ByteArrayOutputStream line) {
    StringBuilder answers = new StringBuilder();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next != '\n') {
        if (line.size() >= LONGEST_LINE) {
          throw new IllegalStateException("a line of more than " + LONGEST_LINE + " bytes");
        }
        line.write(next);
        continue;
      }
      String text = line.toString(UTF_8);
      line.reset();
      heard.accept(peer, text);
      if (!text.startsWith(ANSWER)) {
        answers.append(ANSWER).append(text).append('\n');
      }
    }
    return answers.toString().getBytes(UTF_8);
  }
}
