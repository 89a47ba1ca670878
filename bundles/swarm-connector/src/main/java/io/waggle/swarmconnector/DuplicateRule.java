package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import java.util.Optional;

/**
 * Which of two connections to one peer is kept. Both ends come to the same result without a word,
 * because the rule looks only at what both know: the transports, who dialled, and the two ids.
 */
final class DuplicateRule {

  /**
   * What the rule looks at.
   *
   * @param preference of its transport
   * @param dialledByUs whether we dialled
   */
  record Side(int preference, boolean dialledByUs) {}

  private DuplicateRule() {}

  /**
   * Whether the new connection takes the place of the old one. The better transport is kept,
   * whichever came first. Over equal ones the connection dialled by the smaller id is kept; if both
   * are, the newer, and if neither is, the older.
   *
   * @param remote empty if the handshake tells no id: then the older is kept
   */
  static boolean keepsNew(PeerId local, Optional<PeerId> remote, Side old, Side next) {
    if (old.preference() != next.preference()) {
      return next.preference() > old.preference();
    }
    return remote.isPresent() && next.dialledByUs() == local.compareTo(remote.get()) < 0;
  }
}
