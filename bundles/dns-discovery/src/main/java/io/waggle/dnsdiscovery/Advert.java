package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.SourceFault.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One port announced at one topic: what was really sent to whom, so that exactly that can be taken
 * back. Touched by the engine's thread alone.
 */
final class Advert {

  /**
   * A year: the original server keeps a peer until its limit throws it out, which nobody can date.
   */
  static final Duration UNDATED = Duration.ofDays(365);

  /** That a server lists us, or may. */
  record Holding(Instant since, long ttlSeconds) {
    Instant goneBy() {
      return ttlSeconds > 0 ? since.plusSeconds(ttlSeconds) : since.plus(UNDATED);
    }
  }

  private final String label;
  private final int port;
  private final Map<ServerLink, Holding> holders = new HashMap<>();
  private final Map<ServerLink, Request> inQuestion = new HashMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private boolean wanted;

  Advert(String label, int port) {
    this.label = label;
    this.port = port;
  }

  String label() {
    return label;
  }

  int port() {
    return port;
  }

  /** Whether it was published and not taken back. */
  boolean isWanted() {
    return wanted;
  }

  void publish(Publication publication) {
    wanted = true;
    publications.add(publication);
  }

  boolean isInQuestion(ServerLink link) {
    return inQuestion.containsKey(link);
  }

  void ask(ServerLink link, Request request) {
    inQuestion.put(link, request);
  }

  void taken(ServerLink link, Holding holding) {
    inQuestion.remove(link);
    holders.put(link, holding);
    publications.forEach(p -> p.taken(link, holding.ttlSeconds()));
    publications.removeIf(Publication::isOver);
  }

  /** A server that was sent it and kept silent may list us all the same. */
  void failed(ServerLink link, Code code, String message, Instant now) {
    Request request = inQuestion.remove(link);
    if (request != null && request.wasSent() && code != Code.REFUSED) {
      holders.putIfAbsent(link, new Holding(now, 0));
    }
    publications.forEach(p -> p.failed(link, code, message));
    publications.removeIf(Publication::isOver);
  }

  /** Ends it; the servers that list us, or may, are what is left to be told. */
  Map<ServerLink, Holding> end(Instant now) {
    wanted = false;
    inQuestion.forEach(
        (link, request) -> {
          if (!link.cancelWaiting(request)) {
            request.cancel();
            holders.putIfAbsent(link, new Holding(now, 0));
          }
        });
    inQuestion.clear();
    publications.forEach(p -> p.end(Code.CLOSED, "the announcement was withdrawn"));
    publications.clear();
    Map<ServerLink, Holding> left = new HashMap<>(holders);
    holders.clear();
    return left;
  }

  /** The server is no longer one of ours. */
  boolean forget(ServerLink link) {
    inQuestion.remove(link);
    publications.forEach(p -> p.failed(link, Code.CLOSED, link.spec() + " was removed"));
    publications.removeIf(Publication::isOver);
    return holders.remove(link) != null;
  }
}
