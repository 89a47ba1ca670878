package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.api.discovery.spi.SourceException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * One call of {@code publish}: done when every server has answered or failed, or a moment after the
 * first took it, so that a dead server does not hold up the news of a live one.
 */
final class Publication {

  /** The hub renews before; 15 s more than discovery-channel's interval. */
  private static final Duration USUAL_VALIDITY = Duration.ofSeconds(75);

  private static final Duration LEAST_VALIDITY = Duration.ofSeconds(5);

  private final Timers timers;
  private final long grace;
  private final CompletableFuture<Receipt> receipt;
  private final Set<ServerLink> unanswered;
  private final Set<String> complaints = new TreeSet<>();
  private Code lastCode = Code.MISCONFIGURED;
  private Duration validity = USUAL_VALIDITY;
  private int copies;
  private Timers.Timer patience;

  /**
   * At these servers.
   *
   * @param grace nanoseconds to wait for the others after the first
   */
  Publication(
      Collection<ServerLink> servers,
      CompletableFuture<Receipt> receipt,
      Timers timers,
      long grace) {
    this.unanswered = new HashSet<>(servers);
    this.receipt = receipt;
    this.timers = timers;
    this.grace = grace;
    if (servers.isEmpty()) {
      complaints.add("no servers are configured");
      settle();
    }
  }

  boolean isOver() {
    return receipt.isDone();
  }

  void taken(ServerLink link, long ttlSeconds) {
    if (isOver() || !unanswered.remove(link)) {
      return;
    }
    copies++;
    if (ttlSeconds > 0 && ttlSeconds < validity.toSeconds()) {
      Duration kept = Duration.ofSeconds(ttlSeconds);
      validity = kept.compareTo(LEAST_VALIDITY) < 0 ? LEAST_VALIDITY : kept;
    }
    if (unanswered.isEmpty()) {
      settle();
    } else if (patience == null) {
      patience = timers.after(grace, this::settle);
    }
  }

  void failed(ServerLink link, Code code, String message) {
    if (isOver() || !unanswered.remove(link)) {
      return;
    }
    lastCode = code;
    complaints.add(message);
    if (unanswered.isEmpty()) {
      settle();
    }
  }

  void end(Code code, String message) {
    lastCode = code;
    complaints.clear();
    complaints.add(message);
    settle();
  }

  private void settle() {
    if (patience != null) {
      patience.cancel();
    }
    if (copies > 0) {
      receipt.complete(new Receipt(copies, validity));
    } else {
      receipt.completeExceptionally(new SourceException(lastCode, String.join("; ", complaints)));
    }
  }
}
