package io.waggle.kademliadht.driver;

import io.waggle.api.dht.NodeId;
import io.waggle.common.file.AtomicFile;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.table.Contact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A snapshot in a file, with its date; version 1. */
public final class SnapshotFile {

  private static final int MAGIC = 0x57444801;
  private static final int MOST = 10_000;

  private final AtomicFile file;

  /** At that place, which need not exist. */
  public SnapshotFile(Path path) {
    this.file = new AtomicFile(path, MAGIC);
  }

  /** Replaces what is there; durable when this returns. */
  public void write(Snapshot snapshot, Instant now) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(now.getEpochSecond());
    out.writeLong(snapshot.networkSize());
    out.writeByte(snapshot.tables().size());
    for (Snapshot.Table table : snapshot.tables()) {
      out.writeByte(table.family() == Family.V4 ? 4 : 6);
      out.write(table.id().toBytes());
      out.writeInt(table.contacts().size());
      for (Contact contact : table.contacts()) {
        write(contact, out);
      }
    }
    file.write(bytes.toByteArray());
  }

  private static void write(Contact contact, DataOutputStream out) throws IOException {
    byte[] compact = new byte[18];
    int length = contact.endpoint().write(compact, 0);
    out.write(contact.id().toBytes());
    out.writeByte(length);
    out.write(compact, 0, length);
    out.writeInt(contact.firstSeenAge());
    out.writeInt(contact.lastOkAge());
    out.writeChar(contact.rttMillis());
    out.writeBoolean(contact.live());
  }

  /**
   * What is remembered, older by the time since it was written; empty if there is no file.
   *
   * @throws IOException if the file is damaged or of another version
   */
  public Optional<Snapshot> read(Instant now) throws IOException {
    Optional<byte[]> contents = file.read();
    if (contents.isEmpty()) {
      return Optional.empty();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(contents.get()));
    Instant written = Instant.ofEpochSecond(in.readLong());
    long size = in.readLong();
    List<Snapshot.Table> tables = new ArrayList<>();
    for (int left = in.readByte(); left > 0; left--) {
      tables.add(table(in));
    }
    long age = Math.max(0, Duration.between(written, now).toSeconds());
    return Optional.of(new Snapshot(tables, size).aged((int) Math.min(age, Integer.MAX_VALUE / 4)));
  }

  private static Snapshot.Table table(DataInputStream in) throws IOException {
    Family family = in.readByte() == 4 ? Family.V4 : Family.V6;
    NodeId id = NodeId.of(in.readNBytes(NodeId.LENGTH));
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("a table of " + count + " nodes is none of ours");
    }
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contacts.add(contact(in));
    }
    return new Snapshot.Table(family, id, contacts);
  }

  private static Contact contact(DataInputStream in) throws IOException {
    NodeId id = NodeId.of(in.readNBytes(NodeId.LENGTH));
    int length = in.readByte();
    if (length != 6 && length != 18) {
      throw new IOException("an address of " + length + " bytes");
    }
    byte[] compact = in.readNBytes(length);
    Endpoint endpoint = Endpoint.read(compact, 0, length == 6 ? Family.V4 : Family.V6);
    int firstSeen = Math.max(0, in.readInt());
    int lastOk = in.readInt();
    return new Contact(id, endpoint, firstSeen, lastOk, in.readChar(), in.readBoolean(), 0);
  }
}
