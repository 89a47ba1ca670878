package io.waggle.mdnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.Announcement;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.time.WaggleClock;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.mdnsdiscovery.link.MulticastPort;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * What the hub holds of an announcement on the local network: made once, kept up by the engine, and
 * taken back by a goodbye that may get lost. Methods may be called from any thread; what a dialect
 * does runs on the thread of the sockets.
 */
public abstract class LanAnnouncement implements Announcement {

  /** The engine itself says it again whenever somebody asks. */
  private static final Duration HELD = Duration.ofMinutes(30);

  private final MulticastPort port;
  private final WaggleClock clock;

  /** Touched by the thread of the sockets only. */
  private boolean published;

  /** An announcement that is not made yet. */
  protected LanAnnouncement(MulticastPort port, WaggleClock clock) {
    this.port = port;
    this.clock = clock;
  }

  /** Tells the engine. */
  protected abstract void announce(long now);

  /** On how many links it can be heard. */
  protected abstract int copies();

  /** Says goodbye. */
  protected abstract void withdraw(DatagramOutput out);

  /** How long others may believe it without hearing of it again. */
  protected abstract Duration validity();

  @Override
  public final CompletionStage<Receipt> publish() {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    try {
      port.execute(out -> publish(receipt));
    } catch (RejectedExecutionException e) {
      receipt.completeExceptionally(closed(e));
    }
    return receipt;
  }

  private void publish(CompletableFuture<Receipt> receipt) {
    if (!published) {
      published = true;
      announce(clock.nanoTime());
    }
    if (copies() > 0) {
      receipt.complete(new Receipt(copies(), HELD));
    } else {
      String message = "no network interface can be used; it is announced when one can";
      receipt.completeExceptionally(new SourceException(Code.UNREACHABLE, message));
    }
  }

  @Override
  public final CompletionStage<Withdrawal> withdraw() {
    CompletableFuture<Withdrawal> result = new CompletableFuture<>();
    try {
      port.execute(out -> withdraw(result, out));
    } catch (RejectedExecutionException e) {
      result.complete(forgotten());
    }
    return result;
  }

  private void withdraw(CompletableFuture<Withdrawal> result, DatagramOutput out) {
    if (published) {
      published = false;
      withdraw(out);
      result.complete(forgotten());
    } else {
      result.complete(new Withdrawal(true, clock.instant()));
    }
  }

  /** A goodbye may get lost: then others forget us in time. */
  private Withdrawal forgotten() {
    return new Withdrawal(false, clock.instant().plus(validity()));
  }

  /** What a call on a closed source fails with. */
  public static SourceException closed(RejectedExecutionException e) {
    return new SourceException(Code.CLOSED, e.getMessage(), Optional.empty(), e);
  }
}
