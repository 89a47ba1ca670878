package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.identity.BoxSecret;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.identity.WriteKey;
import io.waggle.mailbox.record.RecipientId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where mail for an identity may lie (MAIL.md §8). */
final class Boxes {

  private static final int RECENT = 2;
  private static final int ALL = 6;

  private Boxes() {}

  /**
   * The front door and the private boxes of this week and the last.
   *
   * @param deep whether those of the four weeks before as well
   */
  static Set<NodeId> of(
      Crypto crypto, Identities identities, Identity identity, Instant now, boolean deep) {
    Set<NodeId> boxes = new LinkedHashSet<>();
    boxes.add(new RecipientId(identity.address().fingerprint()).frontDoor());
    long epoch = WriteKey.epoch(now);
    for (BoxSecret secret : identities.boxes(identity.address()).all()) {
      for (int back = 0; back < (deep ? ALL : RECENT); back++) {
        boxes.add(WriteKey.of(crypto, secret.secret(), epoch - back).box());
      }
    }
    return boxes;
  }
}
