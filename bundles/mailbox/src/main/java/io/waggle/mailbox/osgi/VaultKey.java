package io.waggle.mailbox.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/** The password of a vault, out of a file. */
final class VaultKey {

  private static final int LENGTH = 32;

  private VaultKey() {}

  /** Reads the operator's file, or ours, which is made if there is none. */
  static byte[] read(Crypto crypto, String keyfile, Path folder) throws IOException {
    if (!keyfile.isBlank()) {
      return stripped(Path.of(keyfile.strip()));
    }
    Path own = folder.resolve("vault.key");
    if (!Files.exists(own)) {
      String fresh = HexFormat.of().formatHex(crypto.random(LENGTH));
      AtomicFile.replace(own, ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII)));
      if (Files.getFileStore(own).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
      }
    }
    return stripped(own);
  }

  /** An editor's line end is not meant. */
  private static byte[] stripped(Path file) throws IOException {
    return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
  }
}
