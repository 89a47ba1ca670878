package io.waggle.hypercore;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.common.swarm.WrappedWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What an application gets: frames in clear, one after the other, each with its length; neither end
 * sees a keep-alive. They are sent between frames after {@link #SILENCE} without other bytes; a
 * peer from which nothing comes for {@link #PATIENCE}, though somebody reads, is given up.
 */
final class FeedWire extends WrappedWire {

  static final Duration SILENCE = Duration.ofSeconds(5);
  static final Duration PATIENCE = Duration.ofMillis(7500);
  private static final Duration TICK = Duration.ofMillis(1250);

  private final FeedInput input;
  private final FeedOutput output;
  private final Future<?> timer;

  FeedWire(Wire wire, FeedInput input, FeedOutput output, ScheduledExecutorService executor) {
    super(wire);
    this.input = input;
    this.output = output;
    this.timer =
        executor.scheduleWithFixedDelay(
            this::tick, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void tick() {
    if (input.waiting() >= PATIENCE.toNanos()) {
      close("nothing came from the peer for " + PATIENCE.toMillis() + " ms");
    } else {
      output.keepAlive(SILENCE.toNanos());
    }
  }

  @Override
  public CompletionStage<Integer> read(ByteBuffer into) {
    return input.read(into);
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    return output.write(data);
  }

  @Override
  public CompletionStage<Void> finish() {
    return output.finish();
  }

  @Override
  public void close() {
    close("the wire is closed");
  }

  private void close(String why) {
    timer.cancel(false);
    input.fail(why);
    wire().close();
  }
}
