package io.waggle.mailbox.holder;

import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What was written to other files of late, one after the other with a checksum, so that many are
 * durable by one sync of this file. What comes after a damaged one was never durable.
 */
final class Journal implements AutoCloseable {

  private static final int HEAD = 4 + 4;

  /** Of one entry: the largest record with its head. */
  private static final int LONGEST = 1 << 17;

  private final FileChannel channel;
  private long synced;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens it, or begins; {@link #read} what is there before anything is appended. */
  static Journal open(Path path) throws IOException {
    boolean made = Files.notExists(path);
    Journal journal =
        new Journal(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    if (made) {
      AtomicFile.syncFolder(path.toAbsolutePath().getParent());
    }
    return journal;
  }

  /** All that are whole. */
  List<byte[]> read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.position(0);
    while (all.hasRemaining() && channel.read(all) >= 0) {
      // goes on
    }
    all.flip();
    List<byte[]> entries = new ArrayList<>();
    while (all.remaining() >= HEAD) {
      int length = all.getInt();
      int expected = all.getInt();
      if (length <= 0 || length > LONGEST || length > all.remaining()) {
        break;
      }
      byte[] entry = new byte[length];
      all.get(entry);
      if (checksum(entry) != expected) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Durable after the next {@link #sync}. */
  void append(byte[] entry) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEAD + entry.length)
            .putInt(entry.length)
            .putInt(checksum(entry))
            .put(entry)
            .flip();
    long before = channel.position();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  /** All is durable when this returns; what is not, if it fails, is taken out again. */
  void sync() throws IOException {
    try {
      channel.force(false);
      synced = channel.position();
    } catch (IOException e) {
      channel.truncate(synced);
      throw e;
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Forgets everything, which is durable elsewhere. */
  void clear() throws IOException {
    channel.truncate(0);
    channel.position(0);
    synced = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
