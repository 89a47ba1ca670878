package io.waggle.swarmconnector;

import io.waggle.api.swarm.spi.Transport;
import java.util.concurrent.Future;

/** One transport's listener, or what is being done to get one. Touched on the loop only. */
final class Port {

  final Lane lane;
  Transport.Listener listener;
  Future<?> retry;
  int failures;
  String error = "";

  Port(Lane lane) {
    this.lane = lane;
  }

  boolean isOpen() {
    return listener != null;
  }

  /** Closes what is open and forgets what was planned. */
  void close() {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
  }
}
