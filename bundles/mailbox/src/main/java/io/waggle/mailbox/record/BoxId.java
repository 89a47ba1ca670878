package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;

/**
 * The rule by which a box's id commits to the key that may write to it: a holder can check the
 * right without knowing anybody.
 */
public final class BoxId {

  private BoxId() {}

  /** The box of a write key (Ed25519, 32 bytes). */
  public static NodeId of(Hashes hashes, ByteString writeKey) {
    return NodeId.read(hashes.sha256(Labels.BOX, writeKey.toBytes()), 0);
  }
}
