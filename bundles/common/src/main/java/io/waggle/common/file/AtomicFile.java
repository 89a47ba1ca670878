package io.waggle.common.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file that is always either the old one or the new one: written to a temporary name,
 * fsynced, renamed, the folder fsynced. With a magic word and a checksum, so that a damaged file is
 * known as such.
 */
public final class AtomicFile {

  private static final int HEADER = 4 + 4 + 4;

  private final Path path;
  private final int magic;

  /**
   * A file that need not exist yet.
   *
   * @param magic tells the kind and version of the contents
   */
  public AtomicFile(Path path, int magic) {
    this.path = path;
    this.magic = magic;
  }

  /** Replaces the contents; durable when this returns. */
  public void write(byte[] contents) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + contents.length);
    buffer.putInt(magic).putInt(contents.length).putInt(checksum(contents)).put(contents).flip();
    replace(path, buffer);
  }

  /** Writes any file, without header, so that a reader sees the old one or the new one. */
  public static void replace(Path path, ByteBuffer contents) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve(path.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (contents.hasRemaining()) {
        channel.write(contents);
      }
      channel.force(true);
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folder);
  }

  /** Makes what was renamed in a folder durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /**
   * The contents, or empty if there is no file.
   *
   * @throws IOException if the file can't be read, or is damaged or of another kind
   */
  public Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(path));
    if (buffer.remaining() < HEADER || buffer.getInt() != magic) {
      throw new IOException(path + " is not a file of this kind and version");
    }
    int length = buffer.getInt();
    int expected = buffer.getInt();
    if (length != buffer.remaining()) {
      throw new IOException(path + " is cut short or has grown");
    }
    byte[] contents = new byte[length];
    buffer.get(contents);
    if (checksum(contents) != expected) {
      throw new IOException(path + " is damaged: its checksum differs");
    }
    return Optional.of(contents);
  }

  private static int checksum(byte[] contents) {
    CRC32C crc = new CRC32C();
    crc.update(contents);
    return (int) crc.getValue();
  }
}
