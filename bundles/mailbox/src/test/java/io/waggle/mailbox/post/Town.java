package io.waggle.mailbox.post;

import io.waggle.api.crypto.Crypto;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.identity.MemoryVault;
import io.waggle.testkit.time.VirtualTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the post begin with: Anna, Bert and holders in memory, on virtual time. */
abstract class Town {

  static final Duration MINUTE = Duration.ofMinutes(1);

  final Crypto crypto = new BouncyCrypto(new SecureRandom());
  final VirtualTime time = new VirtualTime();
  final MemoryOverlay overlay;
  @TempDir Path folder;
  Person anna;
  Person bert;

  Town(int holders) {
    overlay = new MemoryOverlay(crypto, holders);
  }

  @BeforeEach
  void people() throws Exception {
    anna = person("anna");
    bert = person("bert");
    time.advance(MINUTE);
  }

  Person person(String name) throws Exception {
    return new Person(crypto, time, overlay, new MemoryVault(), folder.resolve(name), name);
  }

  /** Records of mails and chunks that lie on the holders. */
  long copies() {
    return overlay.holders.stream()
        .flatMap(holder -> holder.records.values().stream())
        .filter(kept -> kept.bytes.length % 4096 == 0 && !kept.deleted())
        .count();
  }
}
