package io.waggle.crypto;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.crypto.KeyVaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vaults in files, each with the generation before it beside it ({@code .old}), which is read when
 * the newest one is damaged.
 */
public final class FileVaults implements KeyVaults {

  private static final Logger log = LoggerFactory.getLogger(FileVaults.class);
  private static final VaultFile.Cost USUAL = new VaultFile.Cost(64 << 10, 3, 1);

  private final Crypto crypto;
  private final VaultFile.Cost cost;

  /** At the usual cost: 64 MiB, three passes. */
  public FileVaults(Crypto crypto) {
    this(crypto, USUAL);
  }

  FileVaults(Crypto crypto, VaultFile.Cost cost) {
    this.crypto = crypto;
    this.cost = cost;
  }

  @Override
  public KeyVault open(Path file, byte[] password) throws IOException {
    return read(file, password);
  }

  private FileVault read(Path file, byte[] password) throws IOException {
    Path old = FileVault.old(file);
    if (!Files.exists(file) && !Files.exists(old)) {
      VaultFile.Key key = new VaultFile.Key(crypto, cost, crypto.random(VaultFile.SALT), password);
      FileVault fresh = new FileVault(file, crypto, new VaultFile.Contents(key, new TreeMap<>()));
      fresh.write();
      return fresh;
    }
    try {
      return decoded(file, file, password);
    } catch (WrongPasswordException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.exists(old)) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
      log.warn("{}: {}; the generation before it is taken", file, e.getMessage());
      return decoded(file, old, password);
    }
  }

  private FileVault decoded(Path file, Path from, byte[] password) throws IOException {
    return new FileVault(
        file, crypto, new VaultFile(crypto).decode(Files.readAllBytes(from), password));
  }

  @Override
  public void changePassword(Path file, byte[] old, byte[] fresh) throws IOException {
    try (FileVault vault = read(file, old)) {
      vault.use(new VaultFile.Key(crypto, cost, crypto.random(VaultFile.SALT), fresh));
    }
  }
}
