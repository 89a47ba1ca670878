package io.waggle.crypto;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An open vault: its secrets in memory, each change written before it is acknowledged. */
final class FileVault implements KeyVault {

  private final Path file;
  private final VaultFile format;
  private final Map<String, byte[]> secrets;
  private VaultFile.Key key;
  private boolean closed;

  FileVault(Path file, Crypto crypto, VaultFile.Contents contents) {
    this.file = file;
    this.format = new VaultFile(crypto);
    this.secrets = contents.secrets();
    this.key = contents.key();
  }

  static Path old(Path file) {
    return file.resolveSibling(file.getFileName() + ".old");
  }

  @Override
  public synchronized Set<String> names() {
    return Set.copyOf(secrets.keySet());
  }

  @Override
  public synchronized Optional<byte[]> get(String name) {
    return Optional.ofNullable(secrets.get(name)).map(byte[]::clone);
  }

  @Override
  public synchronized void put(String name, byte[] secret) throws IOException {
    byte[] before = secrets.put(name, secret.clone());
    try {
      write();
    } catch (IOException e) {
      restore(name, before);
      throw e;
    }
  }

  @Override
  public synchronized boolean remove(String name) throws IOException {
    byte[] before = secrets.remove(name);
    if (before == null) {
      return false;
    }
    try {
      write();
    } catch (IOException e) {
      restore(name, before);
      throw e;
    }
    return true;
  }

  private void restore(String name, byte[] before) {
    if (before == null) {
      secrets.remove(name);
    } else {
      secrets.put(name, before);
    }
  }

  /** Under another key from now on; the generation before it, which has the old one, goes. */
  synchronized void use(VaultFile.Key fresh) throws IOException {
    key.wipe();
    key = fresh;
    write();
    Files.deleteIfExists(old(file));
  }

  synchronized void write() throws IOException {
    if (closed) {
      throw new IOException(file + ": the vault is closed");
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    AtomicFile.replace(next, format.encode(key, secrets));
    if (Files.getFileStore(next).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    }
    if (Files.exists(file)) {
      Files.move(file, old(file), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.syncFolder(file.toAbsolutePath().getParent());
  }

  @Override
  public synchronized void close() {
    closed = true;
    key.wipe();
    secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
    secrets.clear();
  }
}
