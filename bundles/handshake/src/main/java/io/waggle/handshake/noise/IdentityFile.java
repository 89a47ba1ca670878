package io.waggle.handshake.noise;

import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a node keeps the seed of its identity: one line of 64 hex digits, readable by its owner
 * only. It is made once and never replaced.
 */
public final class IdentityFile {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int LONGEST = 1024;

  private final Path path;

  /** A file that need not exist yet. */
  public IdentityFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /**
   * The seed; made and durable when this returns, if there was none.
   *
   * @param fresh gives {@link NodeIdentity#SEED} bytes nobody can guess
   * @throws IOException if the file can't be read or made, holds something else, or is open to
   *     others
   */
  public byte[] seed(Supplier<byte[]> fresh) throws IOException {
    if (!Files.exists(path)) {
      create(fresh.get());
    }
    return read();
  }

  private byte[] read() throws IOException {
    if (posix()) {
      Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      if (!OWNER.containsAll(open)) {
        throw new IOException(
            path + " is open to others (" + PosixFilePermissions.toString(open) + "); use 0600");
      }
    }
    if (Files.size(path) > LONGEST) {
      throw new IOException(path + " is too long for the seed of an identity");
    }
    String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    if (!text.matches("[0-9a-fA-F]{" + 2 * NodeIdentity.SEED + "}")) {
      throw new IOException(
          path + " does not hold a seed of " + 2 * NodeIdentity.SEED + " hex digits");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Under a temporary name first; whoever comes second takes what the first one made. */
  private void create(byte[] seed) throws IOException {
    Path folder = path.getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, path.getFileName() + ".", ".tmp", attributes());
    try {
      String line = HexFormat.of().formatHex(seed) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Arrays.fill(bytes.array(), (byte) 0);
      link(temporary);
      AtomicFile.syncFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A link fails where a rename would replace. */
  private void link(Path temporary) throws IOException {
    try {
      Files.createLink(path, temporary);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(temporary, path);
    }
  }

  private boolean posix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private FileAttribute<?>[] attributes() {
    return posix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }
}
