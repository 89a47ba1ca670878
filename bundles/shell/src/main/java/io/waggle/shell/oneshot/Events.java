package io.waggle.shell.oneshot;

import io.waggle.shell.view.Fields;

/** Takes what happens, in order; safe from any thread. */
@FunctionalInterface
public interface Events {

  /** Something happened. */
  void emit(String event, Fields fields);
}
