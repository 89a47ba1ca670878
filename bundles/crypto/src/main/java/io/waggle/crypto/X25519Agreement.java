package io.waggle.crypto;

import io.waggle.api.crypto.KeyAgreement;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 by Bouncy Castle. */
final class X25519Agreement implements KeyAgreement {

  @Override
  public byte[] publicKey(byte[] privateKey) {
    Sizes.check("an X25519 private key", privateKey, X25519.SCALAR_SIZE);
    byte[] key = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(privateKey, 0, key, 0);
    return key;
  }

  @Override
  public Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
    Sizes.check("an X25519 private key", privateKey, X25519.SCALAR_SIZE);
    Sizes.check("an X25519 public key", publicKey, X25519.POINT_SIZE);
    byte[] secret = new byte[X25519.POINT_SIZE];
    boolean good = X25519.calculateAgreement(privateKey, 0, publicKey, 0, secret, 0);
    return good ? Optional.of(secret) : Optional.empty();
  }
}
