package io.waggle.swarmconnector;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/**
 * One dial over several transports at once. The first wire wins, except that one whose transport
 * has patience waits that long for a preferred transport that has not failed yet. Losers are
 * cancelled or closed. Runs on the loop.
 */
final class Race {

  /** Hears the end, once. */
  interface Finish {
    /** A wire is there. */
    void won(Lane lane, Wire wire);

    /** None came; the message says why. */
    void lost(String message, boolean timedOut);
  }

  private final PeerAddress address;
  private final Loop loop;
  private final Duration limit;
  private final Finish finish;
  private final Map<Lane, CompletableFuture<Wire>> dialling = new LinkedHashMap<>();
  private final Map<Lane, Wire> ready = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private Future<?> deadline;
  private Future<?> patience;
  private long begun;
  private boolean over;

  Race(PeerAddress address, Loop loop, Duration limit, Finish finish) {
    this.address = address;
    this.loop = loop;
    this.limit = limit;
    this.finish = finish;
  }

  /** Dials over every lane. */
  void start(List<Lane> lanes) {
    begun = loop.clock().nanoTime();
    deadline = loop.after(limit, () -> lose("no answer within " + limit.toMillis() + " ms", true));
    for (Lane lane : lanes) {
      dialling.put(lane, connect(lane));
    }
    new ArrayList<>(dialling.entrySet()).forEach(e -> await(e.getKey(), e.getValue()));
  }

  /** Transports are foreign code: what they throw is a failed dial. */
  private CompletableFuture<Wire> connect(Lane lane) {
    try {
      return lane.transport().connect(address);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void await(Lane lane, CompletableFuture<Wire> dial) {
    dial.whenComplete((wire, error) -> loop.execute(() -> answered(lane, wire, error)));
  }

  private void answered(Lane lane, Wire wire, Throwable error) {
    if (over) {
      if (wire != null) {
        wire.close();
      }
      return;
    }
    dialling.remove(lane);
    if (wire != null) {
      ready.put(lane, wire);
      story.add(lane.name() + " after " + millis() + " ms");
    } else {
      failures.add(lane.name() + ": " + describe(error));
      story.add(lane.name() + " failed after " + millis() + " ms: " + describe(error));
    }
    settle();
  }

  private long millis() {
    return Duration.ofNanos(loop.clock().nanoTime() - begun).toMillis();
  }

  /** What each transport has done so far, for a person. */
  String story() {
    List<String> all = new ArrayList<>(story);
    dialling.keySet().forEach(lane -> all.add(lane.name() + " silent for " + millis() + " ms"));
    return String.join("; ", all);
  }

  /** Gives a lane up, because its transport has gone. */
  void withdraw(Lane lane) {
    CompletableFuture<Wire> dial = dialling.get(lane);
    if (dial != null) {
      dial.cancel(true);
    }
  }

  private void settle() {
    Lane best = null;
    for (Lane lane : ready.keySet()) {
      best = best == null || lane.preference() > best.preference() ? lane : best;
    }
    if (best == null) {
      if (dialling.isEmpty()) {
        lose(String.join("; ", failures), false);
      }
      return;
    }
    Lane candidate = best;
    boolean betterMayCome =
        dialling.keySet().stream().anyMatch(lane -> lane.preference() > candidate.preference());
    if (!betterMayCome || candidate.patience().isZero()) {
      win(candidate);
    } else if (patience == null) {
      patience = loop.after(candidate.patience(), () -> win(candidate));
    }
  }

  private void win(Lane lane) {
    if (!over) {
      Wire wire = ready.remove(lane);
      end();
      finish.won(lane, wire);
    }
  }

  private void lose(String message, boolean timedOut) {
    if (!over) {
      end();
      finish.lost(message, timedOut);
    }
  }

  /** Gives everything up without a word to anybody. */
  void abandon() {
    if (!over) {
      end();
    }
  }

  private void end() {
    over = true;
    deadline.cancel(false);
    if (patience != null) {
      patience.cancel(false);
    }
    ready.values().forEach(Wire::close);
    dialling.values().forEach(Race::giveUp);
  }

  /** A dial that is done but not yet heard of can't be cancelled; its wire is closed instead. */
  private static void giveUp(CompletableFuture<Wire> dial) {
    dial.cancel(true);
    dial.thenAccept(Wire::close);
  }

  /** The message of the cause that matters, or its kind if it has none. */
  static String describe(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
