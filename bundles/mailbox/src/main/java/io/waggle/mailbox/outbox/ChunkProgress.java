package io.waggle.mailbox.outbox;

import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.seal.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far the chunks of one mail are, on the disk: the manifest before the first one goes out, and
 * each step before it counts. Used within the strand.
 */
final class ChunkProgress {

  private static final int MAGIC = 0x57474331;

  private final AtomicFile file;
  private final Manifest manifest;
  private final ChunkState[] states;

  private ChunkProgress(AtomicFile file, Manifest manifest, ChunkState[] states) {
    this.file = file;
    this.manifest = manifest;
    this.states = states;
  }

  /** What is on the disk, if anything is. */
  static Optional<ChunkProgress> read(Path path) throws IOException {
    AtomicFile file = new AtomicFile(path, MAGIC);
    Optional<byte[]> bytes = file.read();
    try {
      return bytes.map(all -> decode(file, all));
    } catch (MalformedException | IllegalArgumentException e) {
      throw new IOException(path + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Begins; durable when this returns. */
  static ChunkProgress begin(Path path, Manifest manifest) throws IOException {
    ChunkState[] states = new ChunkState[manifest.count()];
    Arrays.fill(states, ChunkState.NONE);
    ChunkProgress fresh = new ChunkProgress(new AtomicFile(path, MAGIC), manifest, states);
    fresh.file.write(fresh.encode());
    return fresh;
  }

  Manifest manifest() {
    return manifest;
  }

  ChunkState get(int index) {
    return states[index];
  }

  /** Keeps a step; durable when this returns. */
  void put(int index, ChunkState state) throws IOException {
    if (!state.equals(states[index])) {
      states[index] = state;
      file.write(encode());
    }
  }

  /** How many chunks are stored well enough. */
  int stored() {
    return (int) List.of(states).stream().filter(ChunkState::enough).count();
  }

  private byte[] encode() {
    FieldWriter out = new FieldWriter().sized(manifest.encode());
    for (ChunkState state : states) {
      out.u32(state.created())
          .u8(state.copies())
          .u8(state.enough() ? 1 : 0)
          .u8(state.stamp().isPresent() ? 1 : 0);
      state.stamp().ifPresent(stamp -> out.raw(stamp.nonce()).u8(stamp.bits()));
    }
    return out.toBytes();
  }

  private static ChunkProgress decode(AtomicFile file, byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    Manifest manifest = Manifest.decode(in.sized().toBytes());
    ChunkState[] states = new ChunkState[manifest.count()];
    for (int i = 0; i < states.length; i++) {
      long created = in.u32();
      int copies = in.u8();
      boolean enough = in.u8() == 1;
      Optional<Stamp> stamp =
          in.u8() == 1 ? Optional.of(new Stamp(in.bytes(Stamp.NONCE), in.u8())) : Optional.empty();
      states[i] = new ChunkState(created, stamp, copies, enough);
    }
    in.end();
    return new ChunkProgress(file, manifest, states);
  }
}
