package io.waggle.swarmconnector;

import java.time.Duration;

/** Runs something later, on a thread that may complete the application's stages. */
@FunctionalInterface
interface Delay {

  /** Runs the task after the wait. */
  void after(Duration wait, Runnable task);
}
