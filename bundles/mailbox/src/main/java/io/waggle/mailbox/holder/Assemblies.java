package io.waggle.mailbox.holder;

import io.waggle.api.net.AddressGroup;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.wire.MailQuery;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records that have come in part. Begun only for what was admitted; so many in all, so many of one
 * source, so long. Not thread-safe.
 */
final class Assemblies {

  /** At most so many, of up to 64 KiB each. */
  static final int MOST = 64;

  /** At most so many of one source. */
  static final int MOST_OF_SOURCE = 16;

  private static final long LONGEST = 30_000_000_000L;

  private record Key(RecordId id, PeerAddress from) {}

  /** One record on its way. */
  static final class Assembly {
    final HeldRecord held;
    final MailQuery.Put first;
    private final byte[] bytes;
    private final BitSet have;
    private final long begun;

    private Assembly(HeldRecord held, MailQuery.Put first, long nanos) {
      this.held = held;
      this.first = first;
      this.begun = nanos;
      bytes = new byte[first.total()];
      have = new BitSet(first.total());
    }

    private void add(MailQuery.Put put) {
      byte[] piece = put.piece().toBytes();
      System.arraycopy(piece, 0, bytes, put.offset(), piece.length);
      have.set(put.offset(), put.offset() + piece.length);
    }

    boolean whole() {
      return have.cardinality() == bytes.length;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final Map<Key, Assembly> open = new LinkedHashMap<>();

  /** Whether one more of that source may begin. */
  boolean hasRoom(AddressGroup source, long nanos) {
    prune(nanos);
    return open.size() < MOST
        && open.values().stream().filter(a -> a.held.source().equals(source)).count()
            < MOST_OF_SOURCE;
  }

  private void prune(long nanos) {
    Iterator<Assembly> eldest = open.values().iterator();
    while (eldest.hasNext() && nanos - eldest.next().begun > LONGEST) {
      eldest.remove();
    }
  }

  /** Begins with the first piece; a repeated one begins anew. */
  void begin(HeldRecord held, MailQuery.Put first, PeerAddress from, long nanos) {
    Key key = new Key(first.record(), from);
    open.remove(key);
    Assembly assembly = new Assembly(held, first, nanos);
    assembly.add(first);
    open.put(key, assembly);
  }

  /** Adds a later piece; empty if none was begun or it does not fit. */
  Optional<Assembly> add(MailQuery.Put put, PeerAddress from) {
    return Optional.ofNullable(open.get(new Key(put.record(), from)))
        .filter(a -> a.first.total() == put.total() && a.first.box().equals(put.box()))
        .map(
            assembly -> {
              assembly.add(put);
              return assembly;
            });
  }

  /** Whether that record was begun by that sender. */
  boolean isOpen(RecordId id, PeerAddress from) {
    return open.containsKey(new Key(id, from));
  }

  void end(RecordId id, PeerAddress from) {
    open.remove(new Key(id, from));
  }

  int size() {
    return open.size();
  }
}
