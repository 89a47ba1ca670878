package io.waggle.api.crypto;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Opens vaults. */
@ProviderType
public interface KeyVaults {

  /**
   * Opens a vault, or makes it if there is no file.
   *
   * @param password wiped by the caller, not by the vault; may come from a key file
   * @throws IOException if the file can't be read, is damaged in both generations, or the password
   *     is wrong; the message says which
   */
  KeyVault open(Path file, byte[] password) throws IOException;

  /** As {@link #open}, under another password from now on. */
  void changePassword(Path file, byte[] old, byte[] fresh) throws IOException;
}
