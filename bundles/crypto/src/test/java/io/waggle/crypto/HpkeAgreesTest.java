package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Sealer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;

/** What we seal opens for Bouncy Castle's HPKE, and what it seals for us. */
class HpkeAgreesTest {

  private static final int TRIES = 50;
  private static final int X25519 = 32;

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final Sealer sealer = crypto.sealer();
  private final byte[] secret = crypto.random(Sealer.PRIVATE_KEY);
  private final byte[] key = sealer.publicKey(secret);
  private final byte[] associated = crypto.random(70);
  private final HPKE theirs =
      new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);

  @Test
  void theyOpenOurs() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      byte[] info = crypto.random(i);
      byte[] text = crypto.random(i * 37);
      Sealer.Seal seal = sealer.seal(key, info);
      byte[] sealed = seal.seal(associated, text);
      assertThat(
              theirs
                  .setupBaseR(seal.encapsulated(), theirs.deserializePrivateKey(secret, null), info)
                  .open(associated, sealed))
          .isEqualTo(text);
    }
  }

  @Test
  void weOpenTheirs() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      byte[] info = crypto.random(i);
      byte[] text = crypto.random(i * 37);
      HPKEContextWithEncapsulation seal = theirs.setupBaseS(theirs.deserializePublicKey(key), info);
      byte[] sealed = seal.seal(associated, text);
      assertThat(sealer.open(secret, seal.getEncapsulation(), info, associated, sealed))
          .hasValue(text);
    }
  }

  @Test
  void aSealServesOnce() {
    Sealer.Seal seal = sealer.seal(key, associated);
    byte[] sealed = seal.seal(associated, secret);
    assertThatThrownBy(() -> seal.seal(associated, secret)).hasMessageContaining("used");
    assertThat(sealer.open(secret, seal.encapsulated(), associated, associated, sealed))
        .hasValue(secret);
  }

  /** X25519 stands at the end of a key and of what is encapsulated. */
  @Test
  void pointsOfLowOrderAreRefused() {
    Sealer.Seal seal = sealer.seal(key, associated);
    byte[] enc = seal.encapsulated();
    byte[] sealed = seal.seal(associated, secret);
    Arrays.fill(enc, enc.length - X25519, enc.length, (byte) 0);
    assertThat(sealer.open(secret, enc, associated, associated, sealed)).isEmpty();
    byte[] bad = key.clone();
    Arrays.fill(bad, bad.length - X25519, bad.length, (byte) 0);
    assertThatThrownBy(() -> sealer.seal(bad, associated))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
