package io.waggle.dnsdiscovery;

import java.time.Duration;
import java.util.Optional;

/**
 * The token of one server. Servers rotate secrets every five minutes and accept two, so a token
 * lives five to ten minutes; it is forgotten when a whole tick of five minutes went by without a
 * fresh one.
 */
final class TokenSlot {

  private static final long TICK = Duration.ofMinutes(5).toNanos();
  private static final int LONGEST = 128;

  private final long origin;
  private String token;
  private long tick;

  TokenSlot(long now) {
    origin = now;
  }

  /** The token, if there is one that may still be good. */
  Optional<String> get(long now) {
    if (token != null && tickOf(now) > tick + 1) {
      token = null;
    }
    return Optional.ofNullable(token);
  }

  void set(String fresh, long now) {
    token = fresh;
    tick = tickOf(now);
  }

  void forget() {
    token = null;
  }

  private long tickOf(long now) {
    return Math.floorDiv(now - origin, TICK);
  }

  /**
   * Whether a text can be a token: it is sent back as it is, so it is held to printable ASCII that
   * needs no escaping in the text form of a character string (RFC 1035 §5.1).
   */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\' && c != '"');
  }
}
