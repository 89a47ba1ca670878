package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;

/**
 * A holder's word that it has a record on its disk.
 *
 * @param record which
 * @param box where
 * @param expires of the record, seconds
 * @param hour when it was given, hours of the Unix epoch
 * @param signature by the holder's node key, 64 bytes
 */
public record StorageReceipt(
    RecordId record, NodeId box, long expires, long hour, ByteString signature) {

  /** Length of a signature in bytes. */
  public static final int SIGNATURE = 64;

  /** Checks the length. */
  public StorageReceipt {
    Octets.length("a signature", signature, SIGNATURE);
  }

  /** Signs with the seed of a node key. */
  public static StorageReceipt sign(
      Crypto crypto, byte[] seed, RecordId record, NodeId box, long expires, long hour) {
    byte[] signature =
        crypto
            .signatures()
            .sign(
                seed,
                Labels.STORED,
                record.bytes().toBytes(),
                box.toBytes(),
                Octets.u32(expires),
                Octets.u32(hour));
    return new StorageReceipt(record, box, expires, hour, ByteString.of(signature));
  }

  /** Whether the holder of that node key has given it. */
  public boolean holds(Crypto crypto, ByteString nodeKey) {
    return crypto
        .signatures()
        .verify(
            nodeKey.toBytes(),
            signature.toBytes(),
            Labels.STORED,
            record.bytes().toBytes(),
            box.toBytes(),
            Octets.u32(expires),
            Octets.u32(hour));
  }
}
