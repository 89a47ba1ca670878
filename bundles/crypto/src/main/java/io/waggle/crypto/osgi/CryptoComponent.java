package io.waggle.crypto.osgi;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.crypto.KeyAgreement;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.crypto.KeyVaults;
import io.waggle.api.crypto.PasswordHash;
import io.waggle.api.crypto.Sealer;
import io.waggle.api.crypto.Signatures;
import io.waggle.api.crypto.StreamCipher;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.crypto.FileVaults;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.osgi.service.component.annotations.Component;

/** Publishes the cryptography and the vaults. */
@Component(service = {Crypto.class, KeyVaults.class})
public final class CryptoComponent implements Crypto, KeyVaults {

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final KeyVaults vaults = new FileVaults(crypto);

  @Override
  public Hashes hashes() {
    return crypto.hashes();
  }

  @Override
  public Signatures signatures() {
    return crypto.signatures();
  }

  @Override
  public KeyAgreement keyAgreement() {
    return crypto.keyAgreement();
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return crypto.aead(algorithm);
  }

  @Override
  public StreamCipher xsalsa20(byte[] key, byte[] nonce) {
    return crypto.xsalsa20(key, nonce);
  }

  @Override
  public Sealer sealer() {
    return crypto.sealer();
  }

  @Override
  public PasswordHash passwordHash() {
    return crypto.passwordHash();
  }

  @Override
  public byte[] random(int length) {
    return crypto.random(length);
  }

  @Override
  public KeyVault open(Path file, byte[] password) throws IOException {
    return vaults.open(file, password);
  }

  @Override
  public void changePassword(Path file, byte[] old, byte[] fresh) throws IOException {
    vaults.changePassword(file, old, fresh);
  }
}
