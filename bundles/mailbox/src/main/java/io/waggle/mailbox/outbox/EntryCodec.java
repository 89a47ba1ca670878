package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailState;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.seal.SealedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of an outbox entry on the disk. */
final class EntryCodec {

  private static final int VERSION = 1;

  /** Bits of the flags. */
  private static final int TOLD = 1;

  private static final int DIRECT = 2;

  private final Hashes hashes;

  EntryCodec(Hashes hashes) {
    this.hashes = hashes;
  }

  byte[] encode(OutboxEntry entry) {
    FieldWriter out = new FieldWriter().u8(VERSION);
    draft(out, entry.draft());
    out.text(entry.state().name())
        .u64(entry.changed().toEpochMilli())
        .text(entry.detail())
        .u16(entry.wanted())
        .u8((entry.delayTold() ? TOLD : 0) | (entry.direct() ? DIRECT : 0))
        .u16(entry.copies().size());
    entry.copies().forEach(copy -> copy(out, copy));
    byte[] record = entry.sealed().map(s -> s.bytes().toBytes()).orElse(new byte[0]);
    out.u32(record.length).raw(record);
    entry.sealed().ifPresent(s -> out.sized(s.authority().encode()));
    return out.toBytes();
  }

  private static void draft(FieldWriter out, Draft d) {
    out.raw(d.id().bytes())
        .raw(d.from().fingerprint())
        .raw(d.to().fingerprint())
        .text(d.subject())
        .u64(d.size())
        .u8(d.receiptWanted() ? 1 : 0)
        .sized(d.receiptFor().map(MailId::bytes).orElse(ByteString.EMPTY))
        .raw(d.proof())
        .u64(d.created().toEpochMilli())
        .u64(d.expires().toEpochMilli());
  }

  private static void copy(FieldWriter out, Copy copy) {
    PeerAddress address = copy.node().address();
    out.raw(copy.node().id().toBytes())
        .sized(address.host().getAddress())
        .u16(address.port())
        .raw(copy.nodeKey())
        .u64(copy.since().toEpochMilli())
        .u8(copy.held() ? 1 : 0);
  }

  /** Throws what tells that the bytes are damaged. */
  OutboxEntry decode(byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedException("an outbox entry of another version");
    }
    Draft draft = draft(in);
    MailState state = MailState.valueOf(in.text());
    Instant changed = Instant.ofEpochMilli(in.u64());
    String detail = in.text();
    int wanted = in.u16();
    int flags = in.u8();
    boolean told = (flags & TOLD) != 0;
    boolean direct = (flags & DIRECT) != 0;
    int count = in.u16();
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      copies.add(copy(in));
    }
    return new OutboxEntry(draft, state, changed, detail, sealed(in), copies, wanted, told, direct);
  }

  private static Draft draft(FieldReader in) {
    return new Draft(
        MailId.of(in.raw(MailId.LENGTH)),
        Address.of(in.raw(Address.LENGTH)),
        Address.of(in.raw(Address.LENGTH)),
        in.text(),
        in.u64(),
        in.u8() == 1,
        Optional.of(in.sized()).filter(b -> b.length() > 0).map(MailId::new),
        in.bytes(32),
        Instant.ofEpochMilli(in.u64()),
        Instant.ofEpochMilli(in.u64()));
  }

  private static Copy copy(FieldReader in) {
    NodeId id = NodeId.of(in.raw(NodeId.LENGTH));
    PeerAddress address = PeerAddress.of(in.sized().toBytes(), in.u16());
    return new Copy(
        new DhtPeerNode(id, address), in.bytes(32), Instant.ofEpochMilli(in.u64()), in.u8() == 1);
  }

  private Optional<Sealed> sealed(FieldReader in) {
    byte[] record = in.raw(in.u32());
    if (record.length == 0) {
      return Optional.empty();
    }
    Optional<RecordHeader> header = RecordHeader.ofWhole(record);
    Optional<PutAuthority> authority = PutAuthority.decode(in.sized());
    if (header.isEmpty() || authority.isEmpty()) {
      throw new MalformedException("a sealed record that is none");
    }
    RecordId id = RecordId.of(hashes, record);
    return Optional.of(
        new Sealed(new SealedRecord(header.get(), id, ByteString.of(record)), authority.get()));
  }
}
