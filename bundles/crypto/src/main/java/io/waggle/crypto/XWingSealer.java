package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.crypto.Sealer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMGenerator;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;

/**
 * HPKE base mode (RFC 9180 §5.1.1) with X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305: keys and KEM by
 * Bouncy Castle, the rest by the platform.
 */
final class XWingSealer implements Sealer {

  private final SecureRandom random;
  private final Hashes hashes;
  private final Aead aead;

  XWingSealer(SecureRandom random, Hashes hashes, Aead chaCha) {
    this.random = random;
    this.hashes = hashes;
    this.aead = chaCha;
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return hpke().serializePublicKey(pair(privateKey).getPublic());
  }

  @Override
  public Seal seal(byte[] recipientKey, byte[] info) {
    Sizes.check("an X-Wing public key", recipientKey, PUBLIC_KEY);
    XWingPublicKeyParameters key =
        (XWingPublicKeyParameters) hpke().deserializePublicKey(recipientKey);
    try {
      SecretWithEncapsulation shared = new XWingKEMGenerator(random).generateEncapsulated(key);
      return new OneSeal(
          shared.getEncapsulation(), MessageKey.of(hashes, shared.getSecret(), info), aead);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("a key of X-Wing that agrees with none", e);
    }
  }

  /** Its key and nonce are good for one message. */
  private static final class OneSeal implements Seal {

    private final byte[] encapsulated;
    private final MessageKey key;
    private final Aead aead;
    private final AtomicBoolean used = new AtomicBoolean();

    OneSeal(byte[] encapsulated, MessageKey key, Aead aead) {
      this.encapsulated = encapsulated;
      this.key = key;
      this.aead = aead;
    }

    @Override
    public byte[] encapsulated() {
      return encapsulated.clone();
    }

    @Override
    public byte[] seal(byte[] associated, byte[] plaintext) {
      if (used.getAndSet(true)) {
        throw new IllegalStateException("this seal was used before");
      }
      return key.seal(aead, associated, plaintext);
    }
  }

  @Override
  public Optional<byte[]> open(
      byte[] privateKey, byte[] encapsulated, byte[] info, byte[] associated, byte[] ciphertext) {
    if (encapsulated.length != ENCAPSULATED) {
      return Optional.empty();
    }
    XWingKEMExtractor kem =
        new XWingKEMExtractor((XWingPrivateKeyParameters) pair(privateKey).getPrivate());
    try {
      return MessageKey.of(hashes, kem.extractSecret(encapsulated), info)
          .open(aead, associated, ciphertext);
    } catch (IllegalStateException e) {
      // A point of low order among the encapsulated, which no honest sender makes.
      return Optional.empty();
    }
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  private static AsymmetricCipherKeyPair pair(byte[] privateKey) {
    Sizes.check("an X-Wing private key", privateKey, PRIVATE_KEY);
    return hpke().deserializePrivateKey(privateKey, null);
  }
}
