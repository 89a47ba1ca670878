package io.waggle.api.discovery;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a join asks of the sources.
 *
 * @param lookup whether peers are looked for
 * @param announcePort the port to announce, 1 to 65535; empty announces nothing
 * @param id our own id, for the sources that can carry one
 * @param want how many peers are enough: fallback sources stay silent once that many are known
 */
public record JoinOptions(boolean lookup, OptionalInt announcePort, Optional<PeerId> id, int want) {

  /** How many peers are enough unless the application says otherwise. */
  public static final int DEFAULT_WANT = 1;

  /** Refuses a join that asks for nothing, and ports and counts out of range. */
  public JoinOptions {
    if (!lookup && announcePort.isEmpty()) {
      throw new IllegalArgumentException("a join looks up, announces, or both");
    }
    if (announcePort.isPresent()
        && (announcePort.getAsInt() < 1 || announcePort.getAsInt() > 65535)) {
      throw new IllegalArgumentException(
          "announce port " + announcePort.getAsInt() + " is not in 1..65535");
    }
    if (want < 0) {
      throw new IllegalArgumentException("want " + want + " is negative");
    }
  }

  /** Looks for peers and announces nothing. */
  public static JoinOptions lookupOnly() {
    return new JoinOptions(true, OptionalInt.empty(), Optional.empty(), DEFAULT_WANT);
  }

  /** Announces a port and looks for peers. */
  public static JoinOptions both(int port) {
    return new JoinOptions(true, OptionalInt.of(port), Optional.empty(), DEFAULT_WANT);
  }

  /** Announces a port and looks for nobody. */
  public static JoinOptions announceOnly(int port) {
    return new JoinOptions(false, OptionalInt.of(port), Optional.empty(), DEFAULT_WANT);
  }
}
