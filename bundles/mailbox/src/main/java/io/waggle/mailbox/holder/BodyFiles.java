package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.record.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * One file a record, named by its id, in 256 folders: a head that says what the index must know,
 * with a checksum, then the record. So an index can be made anew from the files alone. Written and
 * renamed: a file that is there is whole, unless the power went before it was synced.
 */
final class BodyFiles {

  private static final int MAGIC = 0x57474831; // WGH1
  private static final int FIXED = 4 + 2 + 4;
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final Hashes hashes;

  BodyFiles(Path folder, Hashes hashes) {
    this.folder = folder;
    this.hashes = hashes;
  }

  private Path path(RecordId id) {
    String name = id.toString();
    return folder.resolve(name.substring(0, 2)).resolve(name);
  }

  /** All bytes of a file. */
  static byte[] file(HeldRecord held, byte[] authority, byte[] record) {
    byte[] meta = HeldCodec.encode(held);
    ByteBuffer head = ByteBuffer.allocate(meta.length + authority.length).put(meta).put(authority);
    return ByteBuffer.allocate(FIXED + head.capacity() + record.length)
        .putInt(MAGIC)
        .putShort((short) authority.length)
        .putInt(checksum(head.array()))
        .put(head.array())
        .put(record)
        .array();
  }

  /** Writes a file, which is whole or not there for whoever reads, but not yet durable. */
  void write(RecordId id, byte[] file) throws IOException {
    Path path = path(id);
    Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY);
    try {
      write(temporary, file);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Its folder is there but for the first time. */
  private static void write(Path path, byte[] file) throws IOException {
    try {
      Files.write(path, file);
    } catch (NoSuchFileException e) {
      Files.createDirectories(path.getParent());
      Files.write(path, file);
    }
  }

  /** Makes files durable that were written; those that are gone again are passed over. */
  void sync(Collection<RecordId> ids) throws IOException {
    Set<Path> folders = new HashSet<>();
    for (RecordId id : ids) {
      try (FileChannel channel = FileChannel.open(path(id), StandardOpenOption.WRITE)) {
        channel.force(true);
        folders.add(path(id).getParent());
      } catch (NoSuchFileException e) {
        // Deleted since.
      }
    }
    for (Path each : folders) {
      AtomicFile.syncFolder(each);
    }
    AtomicFile.syncFolder(folder);
  }

  /** The name that the head of a file tells. */
  static Optional<RecordId> id(byte[] file) {
    return head(file).map(HeldRecord::id);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /**
   * Reads and checks the whole of it.
   *
   * @return empty if there is no such file or it is damaged
   */
  Optional<StoredBody> read(RecordId id) throws IOException {
    byte[] file;
    try {
      file = Files.readAllBytes(path(id));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return head(file)
        .filter(held -> held.id().equals(id))
        .map(held -> body(held, file))
        .filter(body -> RecordId.of(hashes, body.bytes().toBytes()).equals(id));
  }

  private static StoredBody body(HeldRecord held, byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int authority = in.getShort(Integer.BYTES);
    in.position(FIXED + HeldCodec.LENGTH);
    ByteString au = HeldCodec.take(in, authority);
    return new StoredBody(held, au, HeldCodec.take(in, in.remaining()));
  }

  /** What the head says, if it is whole and the file has the length it should have. */
  private static Optional<HeldRecord> head(byte[] file) {
    return head(file, file.length);
  }

  private static Optional<HeldRecord> head(byte[] start, long fileLength) {
    ByteBuffer in = ByteBuffer.wrap(start);
    if (start.length < FIXED + HeldCodec.LENGTH || in.getInt() != MAGIC) {
      return Optional.empty();
    }
    int authority = in.getShort();
    int expected = in.getInt();
    if (authority < 0 || authority > in.remaining() - HeldCodec.LENGTH) {
      return Optional.empty();
    }
    byte[] head = HeldCodec.take(in, HeldCodec.LENGTH + authority).toBytes();
    return checksum(head) != expected
        ? Optional.empty()
        : HeldCodec.decode(java.util.Arrays.copyOf(head, HeldCodec.LENGTH))
            .filter(held -> fileLength == (long) FIXED + head.length + held.size());
  }

  /** What the index must know of a file, without reading the record. */
  Optional<HeldRecord> head(RecordId id) throws IOException {
    Path path = path(id);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(FIXED + HeldCodec.LENGTH + MOST_AUTHORITY);
      return head(start, Files.size(path)).filter(held -> held.id().equals(id));
    }
  }

  private static final int MOST_AUTHORITY = 256;

  void delete(RecordId id) throws IOException {
    Files.deleteIfExists(path(id));
  }

  /** All files by name; what was being written when the power went is removed. */
  List<RecordId> names() throws IOException {
    List<RecordId> names = new ArrayList<>();
    Files.createDirectories(folder);
    try (DirectoryStream<Path> shards = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path shard : shards) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
          for (Path file : files) {
            name(file).ifPresent(names::add);
          }
        }
      }
    }
    return names;
  }

  private static Optional<RecordId> name(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(TEMPORARY)) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    try {
      return Optional.of(new RecordId(ByteString.of(HexFormat.of().parseHex(name))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
