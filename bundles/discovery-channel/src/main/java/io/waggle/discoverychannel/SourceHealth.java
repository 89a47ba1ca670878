package io.waggle.discoverychannel;

import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** What the hub makes of a source by how it did lately, whatever the source says of itself. */
final class SourceHealth {

  /** From the best to the worst. */
  private static final List<SourceState> ORDER =
      List.of(
          SourceState.UP,
          SourceState.STARTING,
          SourceState.DEGRADED,
          SourceState.DOWN,
          SourceState.DISABLED);

  private static final int REMEMBERED = 8;
  private static final int DOWN_AFTER = 3;

  private final String what;
  private final Deque<Boolean> lately = new ArrayDeque<>();
  private int failuresInARow;
  private SourceFault last;

  SourceHealth(String what) {
    this.what = what;
  }

  static SourceState worse(SourceState one, SourceState other) {
    return java.util.stream.Stream.of(one, other)
        .max(Comparator.comparingInt(ORDER::indexOf))
        .orElseThrow();
  }

  void succeeded() {
    failuresInARow = 0;
    remember(true);
  }

  void failed(SourceFault fault) {
    failuresInARow++;
    last = fault;
    remember(false);
  }

  private void remember(boolean good) {
    lately.addLast(good);
    if (lately.size() > REMEMBERED) {
      lately.removeFirst();
    }
  }

  SourceState state() {
    if (failuresInARow >= DOWN_AFTER) {
      return SourceState.DOWN;
    }
    return failures() * 2 > lately.size() && lately.size() >= DOWN_AFTER
        ? SourceState.DEGRADED
        : SourceState.UP;
  }

  private long failures() {
    return lately.stream().filter(good -> !good).count();
  }

  /** Why, for a person; empty when UP. */
  String reason() {
    return switch (state()) {
      case DOWN -> failuresInARow + " " + what + " failed in a row, last: " + last.message();
      case DEGRADED -> failures() + " of the last " + lately.size() + " " + what + " failed";
      default -> "";
    };
  }
}
