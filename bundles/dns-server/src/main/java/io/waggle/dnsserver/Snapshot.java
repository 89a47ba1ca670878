package io.waggle.dnsserver;

import io.waggle.api.time.WaggleClock;
import io.waggle.common.dat.TokenSecrets;
import io.waggle.common.hash.SipHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a server takes along to its next run: the key of its names, the secrets of its tokens and
 * its peers, with instants of the wall clock. Subscribers are not kept; they come again with their
 * next round.
 */
final class Snapshot {

  /** Kind and version of the file. */
  static final int MAGIC = 0x57445331;

  private static final int HEADER =
      Long.BYTES + SipHash.KEY + 2 * TokenSecrets.SECRET + Integer.BYTES;
  private static final int ENTRY = 4 * Long.BYTES + Character.BYTES + Long.BYTES;

  private final long rotated;
  private final byte[] nameKey = new byte[SipHash.KEY];
  private final byte[] newest = new byte[TokenSecrets.SECRET];
  private final byte[] older = new byte[TokenSecrets.SECRET];
  private final ByteBuffer entries;

  private Snapshot(ByteBuffer bytes) {
    rotated = bytes.getLong();
    bytes.get(nameKey).get(newest).get(older).getInt();
    entries = bytes.slice();
  }

  /**
   * Reads one.
   *
   * @throws IOException if the bytes are not one
   */
  static Snapshot read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int countAt = HEADER - Integer.BYTES;
    if (bytes.length < HEADER || bytes.length - HEADER != (long) buffer.getInt(countAt) * ENTRY) {
      throw new IOException("a snapshot of " + bytes.length + " bytes does not add up");
    }
    return new Snapshot(buffer);
  }

  /** Writes the state of this moment. */
  static byte[] of(DnsServerEngine engine, WaggleClock clock) {
    long now = clock.nanoTime();
    long wall = clock.instant().toEpochMilli();
    PeerStore peers = engine.peers();
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + peers.size() * ENTRY);
    buffer.putLong(wall - TimeUnit.NANOSECONDS.toMillis(now - engine.rotated()));
    buffer.put(engine.nameKey());
    buffer.put(engine.secrets().newest()).put(engine.secrets().older());
    int countAt = buffer.position();
    buffer.putInt(0);
    peers.forEach(
        now,
        (keyHi, keyLo, hi, lo, port, seen) -> {
          buffer.putLong(keyHi).putLong(keyLo).putLong(hi).putLong(lo).putChar((char) port);
          buffer.putLong(wall - TimeUnit.NANOSECONDS.toMillis(now - seen));
        });
    buffer.putInt(countAt, (buffer.position() - HEADER) / ENTRY);
    byte[] written = new byte[buffer.position()];
    buffer.flip().get(written);
    return written;
  }

  byte[] nameKey() {
    return nameKey.clone();
  }

  TokenSecrets secrets(Consumer<byte[]> random) {
    return new TokenSecrets(newest, older, random);
  }

  /** Puts the peers that still live into an engine made with this key and these secrets. */
  int restore(DnsServerEngine engine, Settings settings, WaggleClock clock) {
    long now = clock.nanoTime();
    long wall = clock.instant().toEpochMilli();
    restoreRotation(engine, now, age(rotated, wall));
    PeerStore peers = engine.peers();
    long life = settings.peerLimits().lifeNanos();
    ByteBuffer bytes = entries.duplicate();
    while (bytes.remaining() >= ENTRY) {
      long keyHi = bytes.getLong();
      long keyLo = bytes.getLong();
      long hi = bytes.getLong();
      long lo = bytes.getLong();
      int port = bytes.getChar();
      long age = age(bytes.getLong(), wall);
      if (age < life) {
        peers.put(keyHi, keyLo, hi, lo, port, 0, now - age);
      }
    }
    return peers.size();
  }

  /** A token lives one to two periods, and a stop in between must not lengthen that. */
  private static void restoreRotation(DnsServerEngine engine, long now, long age) {
    if (age < DnsServerEngine.ROTATION) {
      engine.rotated(now - age);
      return;
    }
    for (long past = age; past >= DnsServerEngine.ROTATION; past -= DnsServerEngine.ROTATION) {
      engine.secrets().rotate();
      if (age - past >= DnsServerEngine.ROTATION) {
        break;
      }
    }
    engine.rotated(now);
  }

  /** In nanoseconds; a date in the future, after the clock was set back, counts as now. */
  private static long age(long wallThen, long wallNow) {
    return TimeUnit.MILLISECONDS.toNanos(Math.max(0, wallNow - wallThen));
  }
}
