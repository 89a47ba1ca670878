package io.waggle.mailbox.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailException;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.crypto.FileVaults;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final MemoryVault vault = new MemoryVault();
  private final Identities identities = new Identities(crypto, vault);

  @Test
  void aBackupGivesTheSameAddressElsewhere() throws Exception {
    Identity made = identities.create("anna", NOW);
    Identity again = new Identities(crypto, new MemoryVault()).restore("other", made.secret(), NOW);
    assertThat(made.secret()).startsWith("wgsec1");
    assertThat(again.address()).isEqualTo(made.address());
    assertThat(made.toString()).doesNotContain(made.seed().toString());
  }

  @Test
  void aMistypedBackupIsRefused() throws Exception {
    String secret = identities.create("anna", NOW).secret();
    char last = secret.charAt(secret.length() - 1);
    String bad = secret.substring(0, secret.length() - 1) + (last == 'q' ? 'p' : 'q');
    assertThatThrownBy(() -> identities.restore("x", bad, NOW))
        .isInstanceOf(MailException.class)
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> identities.restore("x", secret, NOW))
        .isInstanceOf(MailException.class)
        .hasMessageContaining("'anna' already");
  }

  @Test
  void severalLiveInOneVaultOnDisk(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("vault.waggle");
    byte[] password = "a word".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    FileVaults vaults = new FileVaults(crypto);
    List<Address> made;
    try (var open = vaults.open(file, password)) {
      Identities fresh = new Identities(crypto, open);
      made =
          List.of(
              fresh.create("work", NOW).address(),
              fresh.create("home", NOW.plusSeconds(1)).address());
    }
    try (var open = vaults.open(file, password)) {
      assertThat(new Identities(crypto, open).all()).extracting(Identity::address).isEqualTo(made);
    }
  }

  @Test
  void profileKeysAreNewEachWeekAndDieAfter45Days() throws Exception {
    KeyRing ring = identities.ring(identities.create("anna", NOW).address());
    SealingKey first = ring.profileKey(NOW);
    assertThat(ring.profileKey(NOW.plus(Duration.ofDays(6)))).isEqualTo(first);
    SealingKey second = ring.profileKey(NOW.plus(Duration.ofDays(7)));
    assertThat(second).isNotEqualTo(first);
    ring.destroyOld(NOW.plus(Duration.ofDays(45)));
    assertThat(ring.all()).contains(first, second);
    ring.destroyOld(NOW.plus(Duration.ofDays(45)).plusSeconds(1));
    assertThat(ring.all()).containsExactly(second);
    assertThat(vault.names()).doesNotContain(first.name());
  }

  @Test
  void replyKeysLiveUntil35DaysAfterTheNextOne() throws Exception {
    Address owner = identities.create("anna", NOW).address();
    Address peer = identities.create("bert", NOW).address();
    KeyRing ring = identities.ring(owner);
    SealingKey first = ring.replyKey(peer, NOW);
    ring.destroyOld(NOW.plus(Duration.ofDays(300)));
    assertThat(ring.all()).contains(first);
    Instant later = NOW.plus(Duration.ofDays(301));
    SealingKey second = ring.replyKey(peer, later);
    ring.destroyOld(later.plus(Duration.ofDays(35)));
    assertThat(ring.all()).contains(first, second);
    ring.destroyOld(later.plus(Duration.ofDays(36)));
    assertThat(ring.all()).contains(second).doesNotContain(first);
    assertThat(new KeyRing(crypto, vault, owner).all()).isEqualTo(ring.all());
  }

  @Test
  void theBoxMovesAndTheOldOneIsStillLookedThrough() throws Exception {
    BoxSecrets boxes = identities.boxes(identities.create("anna", NOW).address());
    BoxSecret first = boxes.current();
    BoxSecret second = boxes.move(NOW);
    assertThat(second.generation()).isEqualTo(first.generation() + 1);
    assertThat(boxes.all()).extracting(BoxSecret::secret).contains(first.secret());
    boxes.destroyOld(NOW.plus(Duration.ofDays(36)));
    assertThat(boxes.all()).containsExactly(second);
  }

  @Test
  void everyWeekHasAnotherBox() throws Exception {
    BoxSecret box = identities.boxes(identities.create("anna", NOW).address()).current();
    long epoch = WriteKey.epoch(NOW);
    assertThat(WriteKey.of(crypto, box.secret(), epoch))
        .isEqualTo(WriteKey.of(crypto, box.secret(), epoch));
    assertThat(WriteKey.of(crypto, box.secret(), epoch).box())
        .isNotEqualTo(WriteKey.of(crypto, box.secret(), epoch + 1).box());
  }
}
