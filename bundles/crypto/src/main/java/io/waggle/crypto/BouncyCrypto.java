package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.crypto.KeyAgreement;
import io.waggle.api.crypto.PasswordHash;
import io.waggle.api.crypto.Sealer;
import io.waggle.api.crypto.Signatures;
import io.waggle.api.crypto.StreamCipher;
import java.security.SecureRandom;

/**
 * Bouncy Castle's low-level classes where they are the faster or the only ones, the platform's
 * where those are. Stateless but for the generator; any thread may call.
 */
public final class BouncyCrypto implements Crypto {

  private final SecureRandom random;
  private final Hashes hashes = new PlatformHashes();
  private final Signatures signatures = new Ed25519Signatures();
  private final KeyAgreement agreement = new X25519Agreement();
  private final Aead chaCha = PlatformAead.chaCha();
  private final Aead aesGcm = PlatformAead.aesGcm();
  private final Aead xChaCha = new ExtendedChaCha();
  private final Sealer sealer;
  private final PasswordHash passwords = new Argon2();

  /** With the generator that keys and nonces come from. */
  public BouncyCrypto(SecureRandom random) {
    this.random = random;
    sealer = new XWingSealer(random, hashes, chaCha);
  }

  @Override
  public Hashes hashes() {
    return hashes;
  }

  @Override
  public Signatures signatures() {
    return signatures;
  }

  @Override
  public KeyAgreement keyAgreement() {
    return agreement;
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return switch (algorithm) {
      case CHACHA20_POLY1305 -> chaCha;
      case XCHACHA20_POLY1305 -> xChaCha;
      case AES_256_GCM -> aesGcm;
    };
  }

  @Override
  public StreamCipher xsalsa20(byte[] key, byte[] nonce) {
    return new XSalsa20(key, nonce);
  }

  @Override
  public Sealer sealer() {
    return sealer;
  }

  @Override
  public PasswordHash passwordHash() {
    return passwords;
  }

  @Override
  public byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
