package io.waggle.testkit.discovery;

import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * The source under test and another one that looks for what it announces, both on real sockets and
 * opened when they are first needed.
 *
 * @param <S> the source, which finds and announces, in rounds that stay open
 */
public abstract class SocketWorld<S extends PeerFinder & PeerAnnouncer>
    implements FinderFixture, AnnouncerFixture {

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final List<S> sources = new ArrayList<>();
  private final Consumer<S> end;

  /** With what closes a source. */
  protected SocketWorld(Consumer<S> end) {
    this.end = end;
  }

  /** Opens the source of this number, 0 for the one under test. */
  protected abstract S open(int number) throws IOException;

  /** What sources may do their work on; it ends with the world. */
  protected final ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** The source under test. */
  public final S source() {
    return source(0);
  }

  /** The other source. */
  protected final S other() {
    source(0);
    return source(1);
  }

  private S source(int number) {
    try {
      if (sources.size() == number) {
        sources.add(open(number));
      }
      return sources.get(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final PeerFinder finder() {
    return source();
  }

  @Override
  public final PeerAnnouncer announcer() {
    return source();
  }

  @Override
  public final PeerFinder observer() {
    return other();
  }

  @Override
  public final boolean continuous() {
    return true;
  }

  @Override
  public final Eventually eventually() {
    return Eventually.real(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    sources.forEach(end);
    scheduler.shutdownNow();
  }
}
