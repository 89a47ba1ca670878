package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ciphers of the platform. Its ChaCha20-Poly1305 is faster than Bouncy Castle's on long messages
 * even where Java has no code of the processor's own for it, as 17.
 */
final class PlatformAead implements Aead {

  private static final int KEY = 32;
  private static final int TAG_BITS = 128;
  private static final byte[] NOTHING = {};

  private final String transformation;
  private final String algorithm;
  private final int nonceLength;
  private final Function<byte[], AlgorithmParameterSpec> parameters;

  private PlatformAead(
      String transformation,
      String algorithm,
      int nonceLength,
      Function<byte[], AlgorithmParameterSpec> parameters) {
    this.transformation = transformation;
    this.algorithm = algorithm;
    this.nonceLength = nonceLength;
    this.parameters = parameters;
  }

  static PlatformAead chaCha() {
    int length = AeadAlgorithm.CHACHA20_POLY1305.nonceLength();
    return new PlatformAead("ChaCha20-Poly1305", "ChaCha20", length, IvParameterSpec::new);
  }

  static PlatformAead aesGcm() {
    return new PlatformAead(
        "AES/GCM/NoPadding",
        "AES",
        AeadAlgorithm.AES_256_GCM.nonceLength(),
        nonce -> new GCMParameterSpec(TAG_BITS, nonce));
  }

  @Override
  public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation + " does not seal", e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation + " does not open", e);
    }
  }

  @Override
  public void seal(byte[] key, byte[] nonce, ByteBuffer plaintext, ByteBuffer into) {
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, NOTHING).doFinal(plaintext, into);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation + " does not seal", e);
    }
  }

  @Override
  public boolean open(byte[] key, byte[] nonce, ByteBuffer ciphertext, ByteBuffer into) {
    int start = into.position();
    try {
      cipher(Cipher.DECRYPT_MODE, key, nonce, NOTHING).doFinal(ciphertext, into);
      return true;
    } catch (AEADBadTagException e) {
      into.position(start);
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation + " does not open", e);
    }
  }

  private Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Sizes.check("a key of " + algorithm, key, KEY);
    Sizes.check("its nonce", nonce, nonceLength);
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(mode, new SecretKeySpec(key, algorithm), parameters.apply(nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
