package io.waggle.crypto;

import io.waggle.api.crypto.Sealer;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** HPKE base mode (RFC 9180 §5.1.1) with X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305. */
final class XWingSealer implements Sealer {

  @Override
  public byte[] publicKey(byte[] privateKey) {
    HPKE hpke = hpke();
    return hpke.serializePublicKey(pair(hpke, privateKey).getPublic());
  }

  @Override
  public Seal seal(byte[] recipientKey, byte[] info) {
    Sizes.check("an X-Wing public key", recipientKey, PUBLIC_KEY);
    HPKE hpke = hpke();
    AsymmetricKeyParameter key = hpke.deserializePublicKey(recipientKey);
    return new OneSeal(hpke.setupBaseS(key, info));
  }

  private record OneSeal(HPKEContextWithEncapsulation context) implements Seal {

    @Override
    public byte[] encapsulated() {
      return context.getEncapsulation();
    }

    @Override
    public byte[] seal(byte[] associated, byte[] plaintext) {
      try {
        return context.seal(associated, plaintext);
      } catch (InvalidCipherTextException e) {
        throw new IllegalStateException("HPKE does not seal", e);
      }
    }
  }

  @Override
  public Optional<byte[]> open(
      byte[] privateKey, byte[] encapsulated, byte[] info, byte[] associated, byte[] ciphertext) {
    if (encapsulated.length != ENCAPSULATED) {
      return Optional.empty();
    }
    HPKE hpke = hpke();
    try {
      return Optional.of(
          hpke.setupBaseR(encapsulated, pair(hpke, privateKey), info).open(associated, ciphertext));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  private static AsymmetricCipherKeyPair pair(HPKE hpke, byte[] privateKey) {
    Sizes.check("an X-Wing private key", privateKey, PRIVATE_KEY);
    return hpke.deserializePrivateKey(privateKey, null);
  }
}
