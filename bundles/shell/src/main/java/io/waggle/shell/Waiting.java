package io.waggle.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets a command wait for something, never without a limit. */
public interface Waiting {

  /** Asks at short intervals until there is an answer; empty if there is none in time. */
  <T> Optional<T> until(Duration limit, Supplier<Optional<T>> question);

  /** The result of a stage; empty if it fails or is not done in time. */
  <T> Optional<T> result(Duration limit, CompletionStage<T> stage);
}
