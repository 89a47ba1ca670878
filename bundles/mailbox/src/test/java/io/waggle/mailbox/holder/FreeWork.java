package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.crypto.KeyAgreement;
import io.waggle.api.crypto.PasswordHash;
import io.waggle.api.crypto.Sealer;
import io.waggle.api.crypto.Signatures;
import io.waggle.api.crypto.StreamCipher;

/**
 * The real thing, but for the work of stamps: usually every one holds, for tests of thousands.
 *
 * @param real everything else
 * @param passwordHash the work
 */
public record FreeWork(Crypto real, PasswordHash passwordHash) implements Crypto {

  /** Where every stamp holds. */
  public FreeWork(Crypto real) {
    this(real, (password, salt, memory, passes, parallelism, length) -> new byte[length]);
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
