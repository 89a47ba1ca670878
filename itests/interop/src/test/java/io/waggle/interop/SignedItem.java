package io.waggle.interop;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtMutableItem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.OptionalLong;

/** Mutable items (BEP 44) signed by the platform's Ed25519, not by ours. */
final class SignedItem {

  private static final int KEY = 32;

  private SignedItem() {}

  /** The last 32 bytes of an encoded key of Ed25519: the key itself, or its seed. */
  static byte[] raw(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - KEY, encoded.length);
  }

  /** A new key pair. */
  static KeyPair keys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** An item under a new key; the value is bencoded. */
  static DhtMutableItem of(OurDht dht, String salt, long seq, String value)
      throws GeneralSecurityException {
    KeyPair keys = keys();
    ByteString bytes = dht.service().signedBytes(ByteString.of(salt), seq, ByteString.of(value));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(bytes.toBytes());
    return new DhtMutableItem(
        ByteString.of(raw(keys.getPublic().getEncoded())),
        ByteString.of(salt),
        seq,
        ByteString.of(value),
        ByteString.of(signer.sign()),
        OptionalLong.empty());
  }
}
