package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.seal.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;

/**
 * A long mail that is coming: its bytes as far as they are there, and beside them which chunks that
 * are. Once the mail is in the inbox, the chunks that are still to be deleted from the nodes. Used
 * within the strand.
 */
final class PartialMail {

  static final String STATE = ".have";

  private static final int MAGIC = 0x57475031;
  private static final String DATA = ".part";

  private final Path folder;
  private final MailId id;
  private final Manifest manifest;
  private final BitSet done;
  private boolean taken;

  private PartialMail(Path folder, MailId id, Manifest manifest, BitSet done, boolean taken) {
    this.folder = folder;
    this.id = id;
    this.manifest = manifest;
    this.done = done;
    this.taken = taken;
  }

  /** Goes on with what is there, unless that is of another message; durable when this returns. */
  static PartialMail open(Path folder, MailId id, Manifest manifest) throws IOException {
    Optional<PartialMail> before = read(folder, id);
    if (before.isPresent() && before.get().manifest.equals(manifest)) {
      return before.get();
    }
    PartialMail fresh = new PartialMail(folder, id, manifest, new BitSet(), false);
    Files.deleteIfExists(fresh.file(DATA));
    fresh.write();
    return fresh;
  }

  /** What is there of a mail; one that is damaged is as none. */
  static Optional<PartialMail> read(Path folder, MailId id) {
    try {
      return new AtomicFile(folder.resolve(id + STATE), MAGIC)
          .read()
          .map(bytes -> decode(folder, id, bytes));
    } catch (IOException | MalformedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PartialMail decode(Path folder, MailId id, byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    boolean taken = in.u8() == 1;
    Manifest manifest = Manifest.decode(in.sized().toBytes());
    BitSet done = BitSet.valueOf(in.raw(in.remaining()));
    return new PartialMail(folder, id, manifest, done, taken);
  }

  private void write() throws IOException {
    byte[] state =
        new FieldWriter()
            .u8(taken ? 1 : 0)
            .sized(manifest.encode())
            .raw(done.toByteArray())
            .toBytes();
    new AtomicFile(file(STATE), MAGIC).write(state);
  }

  private Path file(String suffix) {
    return folder.resolve(id + suffix);
  }

  MailId id() {
    return id;
  }

  Manifest manifest() {
    return manifest;
  }

  /** Whether the mail is in the inbox, and its chunks are only to be deleted. */
  boolean isTaken() {
    return taken;
  }

  /** Whether a chunk is here, or deleted if the mail is taken. */
  boolean isDone(int index) {
    return done.get(index);
  }

  int count() {
    return done.cardinality();
  }

  boolean isWhole() {
    return count() == manifest.count();
  }

  /** Keeps a chunk; durable when this returns. */
  void keep(int index, byte[] part) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(part);
    try (FileChannel out =
        FileChannel.open(file(DATA), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes, manifest.offsetOf(index) + bytes.position());
      }
      out.force(true);
    }
    mark(index);
  }

  private void mark(int index) throws IOException {
    done.set(index);
    write();
  }

  /** The whole message; empty if it is not the one that was announced. */
  Optional<ByteString> message(Hashes hashes) throws IOException {
    byte[] all = Files.readAllBytes(file(DATA));
    boolean same = ByteString.of(hashes.sha256(all)).equals(manifest.hash());
    return same ? Optional.of(ByteString.of(all)) : Optional.empty();
  }

  /** The mail is in the inbox: from now on the chunks are deleted. */
  void take() throws IOException {
    taken = true;
    done.clear();
    write();
    Files.deleteIfExists(file(DATA));
  }

  /** A chunk was deleted from the nodes. */
  void deleted(int index) throws IOException {
    mark(index);
  }

  /** Forgets all of it. */
  void remove() throws IOException {
    Files.deleteIfExists(file(DATA));
    Files.deleteIfExists(file(STATE));
  }
}
