package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.XChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) by Bouncy Castle. */
final class ExtendedChaCha implements Aead {

  private static final int KEY = 32;
  private static final int TAG = 16;
  private static final byte[] NOTHING = {};

  @Override
  public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return run(true, key, nonce, associated, plaintext);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("XChaCha20-Poly1305 does not seal", e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] key, byte[] nonce, byte[] associated, byte[] ciphertext) {
    if (ciphertext.length < TAG) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(false, key, nonce, associated, ciphertext));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  @Override
  public void seal(byte[] key, byte[] nonce, ByteBuffer plaintext, ByteBuffer into) {
    into.put(seal(key, nonce, NOTHING, rest(plaintext)));
  }

  @Override
  public boolean open(byte[] key, byte[] nonce, ByteBuffer ciphertext, ByteBuffer into) {
    Optional<byte[]> plain = open(key, nonce, NOTHING, rest(ciphertext));
    plain.ifPresent(into::put);
    return plain.isPresent();
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] run(boolean seal, byte[] key, byte[] nonce, byte[] associated, byte[] input)
      throws InvalidCipherTextException {
    Sizes.check("an XChaCha20 key", key, KEY);
    Sizes.check("its nonce", nonce, AeadAlgorithm.XCHACHA20_POLY1305.nonceLength());
    XChaCha20Poly1305 cipher = new XChaCha20Poly1305();
    cipher.init(seal, new AEADParameters(new KeyParameter(key), TAG * 8, nonce, associated));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int length = cipher.processBytes(input, 0, input.length, output, 0);
    length += cipher.doFinal(output, length);
    return Arrays.copyOf(output, length);
  }
}
