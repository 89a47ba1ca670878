package io.waggle.mailbox.outbox;

import io.waggle.mailbox.direct.Handover;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to a recipient who is online. */
@FunctionalInterface
public interface DirectPath {

  /** There is none. */
  DirectPath NONE = (draft, what) -> CompletableFuture.completedFuture(false);

  /** Completes with whether the recipient has taken it; never fails, and takes a minute at most. */
  CompletionStage<Boolean> hand(Draft draft, Handover what);
}
