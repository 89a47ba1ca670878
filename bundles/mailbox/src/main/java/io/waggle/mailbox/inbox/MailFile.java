package io.waggle.mailbox.inbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One mail in one file: a head of some hundred bytes with a checksum, then the message byte for
 * byte with one of its own. The head alone is read at start.
 */
final class MailFile {

  private static final int MAGIC = 0x57474d31;
  private static final int MOST_HEAD = 4096;

  /** Magic, length of the head, two checksums. */
  private static final int AROUND = 4 + 2 + 4 + 4;

  private MailFile() {}

  /** Writes a mail; durable when this returns. */
  static void write(Path file, InboxEntry entry, ByteString message) throws IOException {
    byte[] head = head(entry);
    byte[] bytes = message.toBytes();
    ByteBuffer all = ByteBuffer.allocate(AROUND + head.length + bytes.length);
    all.putInt(MAGIC).putShort((short) head.length).put(head);
    all.putInt((int) sum(head)).putInt((int) sum(bytes)).put(bytes).flip();
    AtomicFile.replace(file, all);
  }

  private static long sum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private static byte[] head(InboxEntry entry) {
    ReceivedMail m = entry.mail();
    FieldWriter out =
        new FieldWriter()
            .raw(m.id().bytes())
            .raw(m.from().fingerprint())
            .raw(m.to().fingerprint())
            .text(m.subject())
            .u64(m.size())
            .u64(m.sent().toEpochMilli())
            .u64(m.received().toEpochMilli())
            .u8(m.receiptWanted() ? 1 : 0);
    encode(out, entry.trace());
    return out.toBytes();
  }

  static void encode(FieldWriter out, Trace trace) {
    out.sized(trace.name())
        .raw(trace.box().toBytes())
        .sized(trace.proof())
        .u64(trace.expires().getEpochSecond());
  }

  static Trace trace(FieldReader in) {
    return new Trace(
        in.sized(), NodeId.of(in.raw(NodeId.LENGTH)), in.sized(), Instant.ofEpochSecond(in.u64()));
  }

  /** Reads the head. */
  static InboxEntry readHead(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is no mail");
      }
      byte[] head = in.readNBytes(Math.min(MOST_HEAD, in.readUnsignedShort()));
      if ((in.readInt() & 0xffffffffL) != sum(head)) {
        throw new IOException(file + " is damaged in its head");
      }
      return entry(head);
    } catch (MalformedException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static InboxEntry entry(byte[] head) {
    FieldReader in = new FieldReader(head);
    MailId id = MailId.of(in.raw(MailId.LENGTH));
    Address from = Address.of(in.raw(Address.LENGTH));
    Address to = Address.of(in.raw(Address.LENGTH));
    String subject = in.text();
    long size = in.u64();
    Instant sent = Instant.ofEpochMilli(in.u64());
    Instant received = Instant.ofEpochMilli(in.u64());
    boolean wanted = in.u8() == 1;
    return new InboxEntry(
        new ReceivedMail(id, from, to, subject, size, sent, received, false, wanted), trace(in));
  }

  /** Reads the message. */
  static Optional<ByteString> readMessage(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(raw)) {
      in.readInt();
      in.skipNBytes(in.readUnsignedShort() + 4L);
      long wanted = in.readInt() & 0xffffffffL;
      byte[] message = in.readAllBytes();
      if (sum(message) != wanted) {
        throw new IOException(file + " is damaged in its message");
      }
      return Optional.of(ByteString.of(message));
    }
  }
}
