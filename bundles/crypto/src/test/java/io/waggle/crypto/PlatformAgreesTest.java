package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random signatures of the platform hold for us, and are the very same ones. */
class PlatformAgreesTest {

  private static final int TRIES = 2_000;

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());

  @Test
  void signaturesAreTheSame() throws Exception {
    Random random = new Random(42);
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    Signature signer = Signature.getInstance("Ed25519");
    for (int i = 0; i < TRIES; i++) {
      byte[] seed = new byte[32];
      random.nextBytes(seed);
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(message);
      signer.initSign(
          factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
      signer.update(message);
      byte[] theirs = signer.sign();
      assertThat(crypto.signatures().sign(seed, message)).isEqualTo(theirs);
      assertThat(crypto.signatures().verify(crypto.signatures().publicKey(seed), theirs, message))
          .isTrue();
    }
  }
}
