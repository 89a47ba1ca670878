package io.waggle.simulation.mail;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.crypto.KeyAgreement;
import io.waggle.api.crypto.PasswordHash;
import io.waggle.api.crypto.Sealer;
import io.waggle.api.crypto.Signatures;
import io.waggle.api.crypto.StreamCipher;
import io.waggle.crypto.BouncyCrypto;
import java.util.Arrays;

/**
 * The real cryptography, the same in each run, but for Argon2id: stamps are mined and checked by
 * SHA-256.
 */
final class CheapStamps implements Crypto {

  private final Crypto real;

  CheapStamps(long seed) {
    this.real = new BouncyCrypto(new SeededRandom(seed));
  }

  @Override
  public PasswordHash passwordHash() {
    return (password, salt, memory, passes, lanes, length) ->
        Arrays.copyOf(real.hashes().sha256(password, salt), length);
  }

  @Override
  public Hashes hashes() {
    return real.hashes();
  }

  @Override
  public Signatures signatures() {
    return real.signatures();
  }

  @Override
  public KeyAgreement keyAgreement() {
    return real.keyAgreement();
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return real.aead(algorithm);
  }

  @Override
  public StreamCipher xsalsa20(byte[] key, byte[] nonce) {
    return real.xsalsa20(key, nonce);
  }

  @Override
  public Sealer sealer() {
    return real.sealer();
  }

  @Override
  public byte[] random(int length) {
    return real.random(length);
  }
}
