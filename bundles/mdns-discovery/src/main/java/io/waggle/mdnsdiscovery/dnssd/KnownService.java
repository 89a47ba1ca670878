package io.waggle.mdnsdiscovery.dnssd;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/** An instance of the service that was heard of on one link. */
final class KnownService {

  /** When what is missing is asked for, after the instance was first heard of. */
  private static final long[] TRIES = {
    Duration.ofMillis(100).toNanos(),
    Duration.ofSeconds(1).toNanos(),
    Duration.ofSeconds(3).toNanos(),
    Duration.ofSeconds(9).toNanos()
  };

  /** Where it is. */
  record Server(Name host, int port, Lease lease) {}

  /** What it says of itself. */
  record Text(Optional<ServiceText> text, Lease lease) {}

  private final Name instance;
  private final Map<String, Lease> topics = new HashMap<>();
  private InetAddress owner;
  private Optional<Server> server = Optional.empty();
  private Optional<Text> text = Optional.empty();
  private int tries;
  private final long first;
  private long heard;

  KnownService(Name instance, InetAddress owner, long now) {
    this.instance = instance;
    this.owner = owner;
    this.first = now;
    this.heard = now;
  }

  Name instance() {
    return instance;
  }

  /** Who told where it is; nobody else is believed while that holds. */
  long first() {
    return first;
  }

  InetAddress owner() {
    return owner;
  }

  Map<String, Lease> topics() {
    return topics;
  }

  Optional<Server> server() {
    return server;
  }

  Optional<Text> text() {
    return text;
  }

  void setServer(InetAddress newOwner, Server newServer) {
    owner = newOwner;
    server = Optional.of(newServer);
  }

  void setText(Text newText) {
    text = Optional.of(newText);
  }

  /** It is told again after it could not be resolved: that is tried again. */
  void tryAgain(long now) {
    if (tries >= TRIES.length) {
      tries = 0;
      heard = now;
    }
  }

  /** When to ask for what is missing. */
  long nextTry() {
    return tries < TRIES.length ? heard + TRIES[tries] : Long.MAX_VALUE;
  }

  /** Whether to ask for what is missing now; says so once for each time. */
  boolean takeTry(long now) {
    boolean due = false;
    while (nextTry() <= now) {
      tries++;
      due = true;
    }
    return due;
  }

  /** Drops what is over; returns whether anything was. */
  boolean expire(long now) {
    boolean any = topics.values().removeIf(lease -> lease.isOver(now));
    if (server.isPresent() && server.get().lease().isOver(now)) {
      server = Optional.empty();
      any = true;
    }
    if (text.isPresent() && text.get().lease().isOver(now)) {
      text = Optional.empty();
      any = true;
    }
    return any;
  }
}
