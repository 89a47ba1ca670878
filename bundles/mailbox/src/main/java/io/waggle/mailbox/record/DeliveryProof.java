package io.waggle.mailbox.record;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;

/**
 * What deletes a record and proves its delivery: 32 bytes (DA) that only sender and recipient know
 * until it is shown. The header carries its hash (DV).
 */
public final class DeliveryProof {

  /** Length of a proof and of its verifier in bytes. */
  public static final int LENGTH = 32;

  private DeliveryProof() {}

  /** The verifier (DV) of a proof. */
  public static ByteString verifier(Hashes hashes, ByteString proof) {
    return ByteString.of(hashes.sha256(Labels.DELIVERY, proof.toBytes()));
  }

  /** Whether a proof is that of a verifier. Anything of another length is not. */
  public static boolean holds(Hashes hashes, ByteString proof, ByteString verifier) {
    return proof.length() == LENGTH && verifier(hashes, proof).equals(verifier);
  }
}
