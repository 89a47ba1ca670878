package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** ChaCha20-Poly1305 by the platform, which is about three times as fast on long messages. */
final class PlatformChaCha implements Aead {

  private static final int KEY = 32;
  private static final byte[] NOTHING = {};

  @Override
  public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not seal", e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not open", e);
    }
  }

  @Override
  public void seal(byte[] key, byte[] nonce, ByteBuffer plaintext, ByteBuffer into) {
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, NOTHING).doFinal(plaintext, into);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not seal", e);
    }
  }

  @Override
  public boolean open(byte[] key, byte[] nonce, ByteBuffer ciphertext, ByteBuffer into) {
    try {
      cipher(Cipher.DECRYPT_MODE, key, nonce, NOTHING).doFinal(ciphertext, into);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not open", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Sizes.check("a ChaCha20 key", key, KEY);
    Sizes.check("its nonce", nonce, AeadAlgorithm.CHACHA20_POLY1305.nonceLength());
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
