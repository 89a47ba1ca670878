package io.waggle.crypto;

import io.waggle.api.crypto.Signatures;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Bouncy Castle's curve code without the provider around it: about eight times the platform's. */
final class Ed25519Signatures implements Signatures {

  @Override
  public byte[] publicKey(byte[] seed) {
    Sizes.check("an Ed25519 seed", seed, Ed25519.SECRET_KEY_SIZE);
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return key;
  }

  @Override
  public byte[] sign(byte[] seed, byte[]... parts) {
    Sizes.check("an Ed25519 seed", seed, Ed25519.SECRET_KEY_SIZE);
    byte[] message = Sizes.joined(parts);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public boolean verify(byte[] publicKey, byte[] signature, byte[]... parts) {
    if (publicKey.length != Ed25519.PUBLIC_KEY_SIZE || signature.length != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    byte[] message = Sizes.joined(parts);
    return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }
}
