package io.waggle.shell.oneshot;

import io.waggle.shell.view.Fields;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Ends the process once, with the first code that is asked for. */
public final class Ending {

  private final AtomicBoolean ended = new AtomicBoolean();
  private final Events events;
  private final IntConsumer exit;

  /**
   * With what ends the process.
   *
   * @param exit stops the node and exits with the code
   */
  public Ending(Events events, IntConsumer exit) {
    this.events = events;
    this.exit = exit;
  }

  /** Ends the process. */
  void with(int code) {
    if (ended.compareAndSet(false, true)) {
      exit.accept(code);
    }
  }

  /** Says why and ends the process. */
  public void failed(int code, String message) {
    events.emit("error", Fields.of("message", message).add("code", code));
    with(code);
  }
}
