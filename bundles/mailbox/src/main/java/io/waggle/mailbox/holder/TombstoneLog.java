package io.waggle.mailbox.holder;

import io.waggle.common.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Tombstones one after the other, each with a checksum, synced before the record's bytes go. A
 * damaged one is passed over; half a one at the end, of a lost power, is cut off.
 */
final class TombstoneLog implements AutoCloseable {

  private static final int ENTRY = Tombstone.LENGTH + 4;

  private final Path path;
  private FileChannel channel;

  private TombstoneLog(Path path) throws IOException {
    this.path = path;
    open();
  }

  private void open() throws IOException {
    channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.truncate(channel.size() / ENTRY * ENTRY);
    channel.position(channel.size());
  }

  static TombstoneLog open(Path path) throws IOException {
    boolean made = Files.notExists(path);
    TombstoneLog log = new TombstoneLog(path);
    if (made) {
      AtomicFile.syncFolder(path.toAbsolutePath().getParent());
    }
    return log;
  }

  /** Durable when this returns. */
  void append(Tombstone tombstone) throws IOException {
    long before = channel.position();
    try {
      write(channel, entry(tombstone));
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  private static ByteBuffer entry(Tombstone tombstone) {
    byte[] bytes = tombstone.encode();
    return ByteBuffer.allocate(ENTRY).put(bytes).putInt(checksum(bytes)).flip();
  }

  private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** All that are whole. */
  List<Tombstone> read() throws IOException {
    byte[] all = Files.readAllBytes(path);
    List<Tombstone> tombstones = new ArrayList<>();
    for (int at = 0; at + ENTRY <= all.length; at += ENTRY) {
      byte[] bytes = Arrays.copyOfRange(all, at, at + Tombstone.LENGTH);
      if (ByteBuffer.wrap(all).getInt(at + Tombstone.LENGTH) == checksum(bytes)) {
        tombstones.add(Tombstone.decode(bytes));
      }
    }
    return tombstones;
  }

  /** Writes it anew with these alone. */
  void replace(Collection<Tombstone> tombstones) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(ENTRY * tombstones.size());
    tombstones.forEach(tombstone -> all.put(entry(tombstone)));
    AtomicFile.replace(path, all.flip());
    channel.close();
    open();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
