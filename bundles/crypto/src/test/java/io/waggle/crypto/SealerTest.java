package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Sealer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is sealed to a key opens with that key, whole or not at all. */
class SealerTest {

  private static final byte[] INFO = {1, 2};
  private static final byte[] ASSOCIATED = {3, 4, 5};
  private static final byte[] TEXT =
      "meet me at the hive".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final Sealer sealer = crypto.sealer();
  private final byte[] secret = crypto.random(Sealer.PRIVATE_KEY);
  private final byte[] key = sealer.publicKey(secret);
  private final Sealer.Seal seal = sealer.seal(key, INFO);
  private final byte[] sealed = seal.seal(ASSOCIATED, TEXT);

  @Test
  void opensWithTheKey() {
    assertThat(key).hasSize(Sealer.PUBLIC_KEY).isEqualTo(sealer.publicKey(secret));
    assertThat(seal.encapsulated()).hasSize(Sealer.ENCAPSULATED);
    assertThat(sealed).hasSize(TEXT.length + 16);
    assertThat(sealer.open(secret, seal.encapsulated(), INFO, ASSOCIATED, sealed)).hasValue(TEXT);
  }

  @Test
  void opensWithNothingElse() {
    byte[] enc = seal.encapsulated();
    assertThat(sealer.open(crypto.random(32), enc, INFO, ASSOCIATED, sealed)).isEmpty();
    assertThat(sealer.open(secret, enc, ASSOCIATED, ASSOCIATED, sealed)).isEmpty();
    assertThat(sealer.open(secret, enc, INFO, INFO, sealed)).isEmpty();
    assertThat(sealer.open(secret, new byte[3], INFO, ASSOCIATED, sealed)).isEmpty();
    assertThat(sealer.open(secret, enc, INFO, ASSOCIATED, new byte[3])).isEmpty();
    for (int i = 0; i < enc.length; i += 37) {
      byte[] changed = enc.clone();
      changed[i] ^= 1;
      assertThat(sealer.open(secret, changed, INFO, ASSOCIATED, sealed)).isEmpty();
    }
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 0x40;
      assertThat(sealer.open(secret, enc, INFO, ASSOCIATED, changed)).isEmpty();
    }
  }

  @Test
  void noTwoSealsAreAlike() {
    Sealer.Seal again = sealer.seal(key, INFO);
    assertThat(Arrays.equals(again.encapsulated(), seal.encapsulated())).isFalse();
  }

  @Test
  void aKeyOfAnotherLengthIsNamed() {
    assertThatThrownBy(() -> sealer.seal(new byte[32], INFO)).hasMessageContaining("1216 bytes");
  }
}
