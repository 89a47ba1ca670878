package io.waggle.launcher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process: the first of SIGTERM, SIGINT, the shell, a finished script or a call of
 * the exit service asks for it, the main thread stops the node and halts with the code.
 *
 * <p>{@link Runtime#halt} and not {@code exit}: the exit code of a process that ran its hooks for a
 * signal is 143, but an orderly stop is a success (0).
 */
final class Ending {

  /** A supervisor is promised the end within 5 s. */
  private static final long GRACE_MILLIS = 4_500;

  private final CompletableFuture<Integer> asked = new CompletableFuture<>();

  /** Makes signals ask for the end. */
  void onSignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "waggle-signal"));
  }

  private void signalled() {
    ask(ExitCode.OK);
    // The process ends when this hook returns, so it waits for the main thread, which halts.
    new CompletableFuture<Void>()
        .completeOnTimeout(null, 2 * GRACE_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }

  /** Asks for the end; the first code wins. */
  void ask(int code) {
    asked.complete(code);
  }

  boolean isAsked() {
    return asked.isDone();
  }

  /** Waits for the end to be asked for, and starts the clock of the grace. */
  int await() {
    int code = asked.join();
    Executor later = CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    later.execute(() -> Runtime.getRuntime().halt(ExitCode.STOP_CUT));
    return code;
  }
}
