package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;

/**
 * Who a mail is for: a hash of the identity's public key, the content of an address.
 *
 * @param bytes all 32
 */
public record RecipientId(ByteString bytes) {

  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** Suite 1: the identity is an Ed25519 key. */
  public static final int SUITE = 1;

  /** Checks the length. */
  public RecipientId {
    Octets.length("a recipient's id", bytes, LENGTH);
  }

  /** The id of an Ed25519 public key. */
  public static RecipientId of(Hashes hashes, ByteString publicKey) {
    return new RecipientId(
        ByteString.of(hashes.sha256(Labels.ID, new byte[] {SUITE}, publicKey.toBytes())));
  }

  /** The box where strangers leave mail: the first 160 bits. */
  public NodeId frontDoor() {
    return NodeId.read(bytes.toBytes(), 0);
  }

  /** Where the profile lies. */
  public NodeId profileSlot(Hashes hashes) {
    return NodeId.read(hashes.sha256(Labels.PROFILE_SLOT, bytes.toBytes()), 0);
  }

  /** In hex. */
  @Override
  public String toString() {
    return bytes.toString();
  }
}
