package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;

/** What a node key costs once: 8 bytes that, hashed with the key, give 16 leading zero bits. */
public final class NodeProof {

  /** Length in bytes. */
  public static final int LENGTH = 8;

  /** Zero bits, about 65,000 hashes. */
  public static final int BITS = 16;

  private NodeProof() {}

  /** Finds one; takes some tens of milliseconds. */
  public static ByteString mine(Hashes hashes, ByteString nodeKey) {
    for (long n = 0; ; n++) {
      ByteString proof = ByteString.of(ByteBuffer.allocate(LENGTH).putLong(n).array());
      if (holds(hashes, nodeKey, proof)) {
        return proof;
      }
    }
  }

  /** Whether it is one for that key. */
  public static boolean holds(Hashes hashes, ByteString nodeKey, ByteString proof) {
    byte[] hash = hashes.sha256(Labels.NODE, nodeKey.toBytes(), proof.toBytes());
    return proof.length() == LENGTH && Octets.leadingZeros(hash) >= BITS;
  }
}
