package io.waggle.crypto;

import io.waggle.api.crypto.StreamCipher;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** One direction of an XSalsa20 stream, by Bouncy Castle. */
final class XSalsa20 implements StreamCipher {

  private static final int KEY = 32;
  private static final int NONCE = 24;

  private final XSalsa20Engine engine = new XSalsa20Engine();

  XSalsa20(byte[] key, byte[] nonce) {
    Sizes.check("an XSalsa20 key", key, KEY);
    Sizes.check("its nonce", nonce, NONCE);
    engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
  }

  @Override
  public void process(byte[] bytes, int offset, int length) {
    engine.processBytes(bytes, offset, length, bytes, offset);
  }
}
