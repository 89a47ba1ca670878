package io.waggle.mailbox.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.crypto.BouncyCrypto;
import io.waggle.testkit.docs.ConfigTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxConfigTest {

  @Test
  void readmeHasTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void aMailboxIsNamedByItsKeyOrItsConfiguration() {
    assertThat(MailboxName.of(Map.of("mail.name", " home "))).isEqualTo("home");
    assertThat(MailboxName.of(Map.of("service.pid", "io.waggle.mailbox~work"))).isEqualTo("work");
    assertThat(MailboxName.folder("../a b")).isEqualTo("___a_b");
  }

  @Test
  void thePasswordIsMadeOnceAndIsForTheOwnerOnly(@TempDir Path folder) throws Exception {
    BouncyCrypto crypto = new BouncyCrypto(new SecureRandom());
    byte[] first = VaultKey.read(crypto, "", folder);
    assertThat(first).hasSize(64).isEqualTo(VaultKey.read(crypto, "", folder));
    assertThat(Files.getPosixFilePermissions(folder.resolve("vault.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Path own = folder.resolve("own");
    Files.writeString(own, "secret word\n");
    assertThat(VaultKey.read(crypto, own.toString(), folder))
        .isEqualTo("secret word".getBytes(StandardCharsets.UTF_8));
  }
}
