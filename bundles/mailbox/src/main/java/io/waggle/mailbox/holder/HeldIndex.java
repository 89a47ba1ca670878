package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.RecordId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * Records and tombstones by name, by box and by end, in an MVStore. It is never the only place
 * where something stands, so it is written from time to time only and made anew when it is damaged.
 * A damaged one throws {@link org.h2.mvstore.MVStoreException}.
 */
final class HeldIndex implements AutoCloseable {

  private static final byte[] NOTHING = new byte[0];
  private static final int CACHE_MIB = 4;

  private final MVStore store;
  private final MVMap<byte[], byte[]> records;
  private final MVMap<byte[], byte[]> tombstones;
  private final MVMap<byte[], byte[]> boxes;
  private final MVMap<byte[], byte[]> ends;

  HeldIndex(Path file) {
    store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .cacheSize(CACHE_MIB)
            .open();
    records = open("records");
    tombstones = open("tombstones");
    boxes = open("boxes");
    ends = open("ends");
  }

  private MVMap<byte[], byte[]> open(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteArrayDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  private static byte[] key(NodeId box, ByteString name) {
    return ByteBuffer.allocate(NodeId.LENGTH + name.length())
        .put(box.toBytes())
        .put(name.toBytes())
        .array();
  }

  private static byte[] key(long end, ByteString name) {
    return ByteBuffer.allocate(Integer.BYTES + name.length())
        .putInt((int) end)
        .put(name.toBytes())
        .array();
  }

  void put(HeldRecord held) {
    ByteString name = held.id().name();
    records.put(name.toBytes(), HeldCodec.encode(held));
    boxes.put(key(held.box(), name), NOTHING);
    ends.put(key(held.expires(), name), NOTHING);
  }

  void remove(HeldRecord held) {
    ByteString name = held.id().name();
    records.remove(name.toBytes());
    boxes.remove(key(held.box(), name));
    ends.remove(key(held.expires(), name));
  }

  void put(Tombstone tombstone) {
    tombstones.put(tombstone.name().toBytes(), tombstone.encode());
    boxes.put(key(tombstone.box(), tombstone.name()), NOTHING);
    ends.put(key(tombstone.expires(), tombstone.name()), NOTHING);
  }

  void remove(Tombstone tombstone) {
    tombstones.remove(tombstone.name().toBytes());
    boxes.remove(key(tombstone.box(), tombstone.name()));
    ends.remove(key(tombstone.expires(), tombstone.name()));
  }

  Optional<HeldRecord> record(ByteString name) {
    return Optional.ofNullable(records.get(name.toBytes())).flatMap(HeldCodec::decode);
  }

  Optional<Tombstone> tombstone(ByteString name) {
    return Optional.ofNullable(tombstones.get(name.toBytes())).map(Tombstone::decode);
  }

  /** The name of a record or tombstone that begins so. */
  Optional<ByteString> named(ByteString tag) {
    byte[] start = tag.toBytes();
    return Stream.of(records, tombstones)
        .map(map -> map.ceilingKey(start))
        .filter(key -> key != null && Arrays.mismatch(start, key) == start.length)
        .map(ByteString::of)
        .findFirst();
  }

  void eachRecord(Consumer<HeldRecord> taker) {
    Cursor<byte[], byte[]> cursor = records.cursor(null);
    while (cursor.hasNext()) {
      cursor.next();
      HeldCodec.decode(cursor.getValue()).ifPresent(taker);
    }
  }

  List<Tombstone> tombstones() {
    List<Tombstone> all = new ArrayList<>();
    Cursor<byte[], byte[]> cursor = tombstones.cursor(null);
    while (cursor.hasNext()) {
      cursor.next();
      all.add(Tombstone.decode(cursor.getValue()));
    }
    return all;
  }

  /** The names in a box after one of them, at most so many. */
  List<ByteString> names(NodeId box, ByteString after, int most) {
    List<ByteString> names = new ArrayList<>();
    byte[] from = key(box, after);
    Iterator<byte[]> keys = boxes.keyIterator(from);
    while (keys.hasNext() && names.size() < most) {
      byte[] key = keys.next();
      if (!box.equals(NodeId.read(key, 0))) {
        break;
      }
      if (!Arrays.equals(key, from)) {
        names.add(ByteString.of(Arrays.copyOfRange(key, NodeId.LENGTH, key.length)));
      }
    }
    return names;
  }

  /** The names of what has ended before a time, at most so many. */
  List<ByteString> ended(long before, int most) {
    List<ByteString> names = new ArrayList<>();
    Iterator<byte[]> keys = ends.keyIterator(null);
    while (keys.hasNext() && names.size() < most) {
      ByteBuffer key = ByteBuffer.wrap(keys.next());
      if ((key.getInt() & 0xffffffffL) >= before) {
        break;
      }
      names.add(HeldCodec.take(key, RecordId.NAME_LENGTH));
    }
    return names;
  }

  int tombstoneCount() {
    return tombstones.size();
  }

  /** Writes what has changed. */
  void commit() {
    store.commit();
  }

  /** Writes and closes. */
  @Override
  public void close() {
    store.close();
  }
}
