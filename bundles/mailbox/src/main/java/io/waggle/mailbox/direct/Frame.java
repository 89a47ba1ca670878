package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.field.MalformedException;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.SizeClass;
import java.util.Optional;

/**
 * What goes over a connection between two mailboxes (MAIL.md §6.2): the length of the rest in four
 * bytes, one byte that says what it is, and what belongs to it.
 */
sealed interface Frame {

  /** The one version. */
  int VERSION = 1;

  /** Length of a nonce, a code and a public key in bytes. */
  int KEY = 32;

  /** Length of an Ed25519 signature in bytes. */
  int SIGNATURE = 64;

  /** The longest before both know each other: without its length. */
  int MOST_OF_STRANGERS = 1 + KEY + SIGNATURE;

  /** The longest of all: a chunk with the name of its mail and its number. */
  int MOST = 1 + RecordId.NAME_LENGTH + 2 + SizeClass.K64.bytes();

  /** What it is, and what belongs to it. */
  FieldWriter body();

  /** The host begins. */
  record Challenge(ByteString nonce) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(1).u8(VERSION).raw(nonce);
    }
  }

  /** The caller shows that it is a contact. */
  record Proof(ByteString nonce, ByteString code) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(2).raw(nonce).raw(code);
    }
  }

  /** The host shows who it is, and is ready for mail. */
  record Welcome(ByteString identity, ByteString signature) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(3).raw(identity).raw(signature);
    }
  }

  /** A sealed record, whole. */
  record Put(ByteString record) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(4).raw(record);
    }
  }

  /** It is durable: its name and its proof of delivery. */
  record Taken(ByteString name, ByteString proof) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(5).raw(name).raw(proof);
    }
  }

  /** It is not taken. */
  record Refused(ByteString name) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(6).raw(name);
    }
  }

  /** The host asks for a chunk of the long mail whose head was put. */
  record Want(ByteString name, int index) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(7).raw(name).u16(index);
    }
  }

  /** A chunk as it would be laid on nodes; empty if there is none. */
  record Piece(ByteString name, int index, ByteString record) implements Frame {
    @Override
    public FieldWriter body() {
      return new FieldWriter().u8(8).raw(name).u16(index).raw(record);
    }
  }

  /** The bytes, the length included. */
  default byte[] encode() {
    byte[] body = body().toBytes();
    return new FieldWriter().u32(body.length).raw(body).toBytes();
  }

  /** Reads what stands behind the length; empty if it is anything else. */
  static Optional<Frame> decode(byte[] body) {
    try {
      FieldReader in = new FieldReader(body);
      Optional<Frame> frame = decode(in.u8(), in);
      in.end();
      return frame;
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static Optional<Frame> decode(int kind, FieldReader in) {
    return switch (kind) {
      case 1 -> in.u8() == VERSION ? Optional.of(new Challenge(in.bytes(KEY))) : Optional.empty();
      case 2 -> Optional.of(new Proof(in.bytes(KEY), in.bytes(KEY)));
      case 3 -> Optional.of(new Welcome(in.bytes(KEY), in.bytes(SIGNATURE)));
      case 4 -> record(in).map(Put::new);
      case 5 -> Optional.of(new Taken(name(in), in.bytes(DeliveryProof.LENGTH)));
      case 6 -> Optional.of(new Refused(name(in)));
      case 7 -> Optional.of(new Want(name(in), in.u16()));
      case 8 -> piece(in);
      default -> Optional.empty();
    };
  }

  private static ByteString name(FieldReader in) {
    return in.bytes(RecordId.NAME_LENGTH);
  }

  private static Optional<Frame> piece(FieldReader in) {
    ByteString name = name(in);
    int index = in.u16();
    return in.remaining() == 0
        ? Optional.of(new Piece(name, index, ByteString.EMPTY))
        : record(in).map(record -> new Piece(name, index, record));
  }

  /** Of one of the five sizes. */
  private static Optional<ByteString> record(FieldReader in) {
    int length = in.remaining();
    return SizeClass.ofBytes(length).map(size -> in.bytes(length));
  }
}
