package io.waggle.api.dht;

import java.util.OptionalLong;

/**
 * A mutable item to be put (BEP 44), signed by its owner.
 *
 * @param key an Ed25519 public key, 32 bytes
 * @param salt at most 64 bytes
 * @param seq its version; above that of any before
 * @param value bencoded, at most 1000 bytes; at most 768 pass every path
 * @param signature over what {@link DhtService#signedBytes} gives
 * @param cas the version that must be there now, for whoever shares the key
 */
public record DhtMutableItem(
    ByteString key,
    ByteString salt,
    long seq,
    ByteString value,
    ByteString signature,
    OptionalLong cas) {

  /** Checks the lengths. */
  public DhtMutableItem {
    if (key.length() != 32 || signature.length() != 64) {
      throw new IllegalArgumentException("a key has 32 bytes and a signature 64");
    }
    if (salt.length() > 64 || value.length() > 1000 || value.length() == 0) {
      throw new IllegalArgumentException("a salt has at most 64 bytes, a value 1 to 1000");
    }
    if (seq < 0) {
      throw new IllegalArgumentException("seq " + seq + " is negative");
    }
  }
}
