package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.crypto.KeyVaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets at rest: durable, unreadable without the password, never half written. */
class FileVaultTest {

  private static final byte[] PASSWORD = {'h', 'o', 'n', 'e', 'y'};
  private static final byte[] OTHER = {'w', 'a', 'x'};
  private static final byte[] SECRET = {9, 8, 7};
  private static final int MUTATIONS = Integer.getInteger("waggle.fuzz.mutations", 100_000) / 50;

  @TempDir Path folder;

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final KeyVaults vaults = new FileVaults(crypto, new VaultFile.Cost(8, 1, 1));
  private Path file;

  @BeforeEach
  void fill() throws IOException {
    file = folder.resolve("vault.waggle");
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      vault.put("a", new byte[] {1});
      vault.put("identity", SECRET);
    }
  }

  @Test
  void whatWasPutIsThereAfterwards() throws IOException {
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      assertThat(vault.names()).containsExactlyInAnyOrder("a", "identity");
      assertThat(vault.get("identity")).hasValue(SECRET);
      assertThat(vault.get("b")).isEmpty();
      assertThat(vault.remove("a")).isTrue();
      assertThat(vault.remove("a")).isFalse();
    }
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      assertThat(vault.names()).containsExactly("identity");
    }
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("identity");
  }

  @Test
  void aWrongPasswordIsToldFromDamage() throws IOException {
    assertThatThrownBy(() -> vaults.open(file, OTHER)).isInstanceOf(WrongPasswordException.class);
    Files.deleteIfExists(FileVault.old(file));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> vaults.open(file, PASSWORD)).hasMessageContaining("damaged");
  }

  @Test
  void aDamagedGenerationIsReplacedByTheOneBefore() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      assertThat(vault.names()).containsExactly("a");
      vault.put("again", SECRET);
    }
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      assertThat(vault.names()).containsExactlyInAnyOrder("a", "again");
    }
  }

  /** The process ended between the two renames of a change that nobody was told of. */
  @Test
  void aStopInTheMiddleOfAChangeLosesNothing() throws IOException {
    Files.move(file, FileVault.old(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (KeyVault vault = vaults.open(file, PASSWORD)) {
      assertThat(vault.get("identity")).hasValue(SECRET);
    }
  }

  @Test
  void anotherPassword() throws IOException {
    vaults.changePassword(file, PASSWORD, OTHER);
    assertThat(FileVault.old(file)).doesNotExist();
    assertThatThrownBy(() -> vaults.open(file, PASSWORD)).hasMessageContaining("password");
    try (KeyVault vault = vaults.open(file, OTHER)) {
      assertThat(vault.get("identity")).hasValue(SECRET);
    }
  }

  @Test
  void afterTheEndNothingIsWritten() throws IOException {
    KeyVault vault = vaults.open(file, PASSWORD);
    vault.close();
    assertThat(vault.names()).isEmpty();
    assertThatThrownBy(() -> vault.put("x", SECRET)).hasMessageContaining("closed");
  }

  @Test
  void noMutationIsTakenForAVault() throws IOException {
    byte[] good = Files.readAllBytes(file);
    VaultFile format = new VaultFile(crypto);
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      if (!java.util.Arrays.equals(bad, good)) {
        assertThatThrownBy(() -> format.decode(bad, PASSWORD)).isInstanceOf(IOException.class);
      }
    }
  }
}
