package io.waggle.shell.oneshot;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.shell.view.Fields;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts what a swarm does into events, and talks on each connection. */
final class SwarmEvents implements SwarmListener {

  private final Events events;
  private final Optional<String> say;
  private final Set<String> listening = ConcurrentHashMap.newKeySet();

  SwarmEvents(Events events, Optional<String> say) {
    this.events = events;
    this.say = say;
  }

  @Override
  public void event(SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      events.emit("connection", connection(connected.connection().info(), true));
      new Conversation(connected.connection(), events).begin(say);
    } else if (event instanceof SwarmEvent.Closed closed) {
      events.emit("closed", closed(closed));
    } else if (event instanceof SwarmEvent.Listening port) {
      listening(port.transport(), port.address());
    } else {
      other(event);
    }
  }

  /** A port that is open; told once, although it may be both reported and heard of. */
  void listening(String transport, PeerAddress address) {
    if (listening.add(transport + " " + address)) {
      events.emit("listening", Fields.of("address", address).add("transport", transport));
    }
  }

  private void other(SwarmEvent event) {
    if (event instanceof SwarmEvent.PeerFound found) {
      events.emit(
          "peer",
          Fields.of("address", found.address())
              .add("topic", found.topic().label())
              .add("sources", found.sources()));
    } else if (event instanceof SwarmEvent.Connecting dial) {
      events.emit(
          "connecting", Fields.of("address", dial.address()).add("attempt", dial.attempt()));
    } else if (event instanceof SwarmEvent.ConnectFailed failed) {
      events.emit(
          "connect-failed",
          Fields.of("address", failed.address())
              .add("message", failed.message())
              .add("last", failed.last()));
    } else if (event instanceof SwarmEvent.Rejected rejected) {
      events.emit("rejected", rejected(rejected));
    } else if (event instanceof SwarmEvent.ListenFailed failed) {
      listening.removeIf(port -> port.startsWith(failed.transport() + " "));
      events.emit(
          "error",
          Fields.of("message", failed.message())
              .add("transport", failed.transport())
              .add("port", failed.port()));
    }
  }

  private static Fields rejected(SwarmEvent.Rejected rejected) {
    return Fields.of("address", rejected.address())
        .add("reason", rejected.reason())
        .add("message", rejected.message())
        .add("peer", rejected.peer());
  }

  private static Fields connection(ConnectionInfo info, boolean all) {
    Fields fields =
        new Fields()
            .add("number", info.number())
            .add("address", info.address())
            .add("peer", info.peer());
    return all
        ? fields
            .add("transport", info.transport())
            .add("initiator", info.initiator())
            .add("handshake", info.handshake())
            .add("topics", info.topics().stream().map(t -> t.label()).toList())
            .add("sources", info.sources())
        : fields;
  }

  private static Fields closed(SwarmEvent.Closed closed) {
    return connection(closed.connection(), false)
        .add("reason", closed.reason())
        .add("bytesIn", closed.connection().bytesIn())
        .add("bytesOut", closed.connection().bytesOut());
  }
}
