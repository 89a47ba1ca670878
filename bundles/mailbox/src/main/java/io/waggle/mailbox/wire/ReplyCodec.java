package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.NodeProof;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StorageReceipt;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of the answers. */
final class ReplyCodec {

  static final int MORE = 1;

  private static final int STORED = 2;
  private static final int ALREADY = 3;
  private static final int KEY = 32;
  private static final int PER_BYTE = 4;
  private static final int BYTE = 255;
  private static final int ENTRY = RecordId.NAME_LENGTH + 6;
  private static final long U32 = 0xffffffffL;

  private ReplyCodec() {}

  static DhtArguments state(int state) {
    return DhtArguments.NONE.with("state", (long) state);
  }

  static DhtArguments encode(MailReply.Info reply) {
    return DhtArguments.NONE
        .with("nk", reply.nodeKey())
        .with("st", reply.nodeProof())
        .with("cap", (long) reply.capabilities())
        .with("max", (long) reply.most().kib())
        .with("load", (long) reply.load())
        .with("pow", (long) reply.price())
        .with("tok", reply.token())
        .with("time", reply.time())
        .with("port", (long) reply.port());
  }

  static DhtArguments encode(MailReply.Listing reply) {
    ByteBuffer all = ByteBuffer.allocate(ENTRY * reply.entries().size());
    for (MailReply.Entry entry : reply.entries()) {
      all.put(entry.name().toBytes())
          .putInt((int) entry.expires())
          .put((byte) entry.kib())
          .put((byte) entry.state().code());
    }
    DhtArguments values = DhtArguments.NONE.with("l", all.array()).with("tok", reply.token());
    return reply.cursor().map(c -> values.with("cur", c)).orElse(values);
  }

  static DhtArguments encode(MailReply.Piece reply) {
    return DhtArguments.NONE.with("v", reply.bytes()).with("tot", (long) reply.total());
  }

  static DhtArguments encode(MailReply.Stored reply) {
    return state(reply.already() ? ALREADY : STORED)
        .with("hr", reply.hour())
        .with("sig", reply.signature());
  }

  static DhtArguments encode(MailReply.Standings reply) {
    List<ByteString> parts = new ArrayList<>();
    for (MailReply.Standing standing : reply.records()) {
      parts.add(ByteString.of(new byte[] {(byte) standing.state().code()}));
      standing.proof().ifPresent(parts::add);
    }
    return DhtArguments.NONE.with("s", QueryCodec.joined(parts));
  }

  static DhtArguments encode(MailReply.Having reply) {
    byte[] packed = new byte[(reply.states().size() + PER_BYTE - 1) / PER_BYTE];
    for (int i = 0; i < reply.states().size(); i++) {
      packed[i / PER_BYTE] |= (byte) (reply.states().get(i).code() << shift(i));
    }
    return DhtArguments.NONE.with("s", packed);
  }

  private static int shift(int index) {
    return 6 - 2 * (index % PER_BYTE);
  }

  static MailReply decode(String method, Fields in) {
    return switch (method) {
      case "mb_info" -> info(in);
      case "mb_list" ->
          new MailReply.Listing(
              in.pieces("l", ENTRY, MailQuery.ListBox.MOST).stream()
                  .map(ReplyCodec::entry)
                  .toList(),
              in.maybe("cur", 1, MailQuery.ListBox.CURSOR),
              in.bytes("tok", QueryCodec.TOKEN));
      case "mb_get" ->
          new MailReply.Piece(
              in.bytes("v", 1, MailQuery.Get.MOST), in.small("tot", 1, SizeClass.K64.bytes()));
      case "mb_put" -> put(in);
      case "mb_del" -> new MailReply.Deleted(RecordState.of(in.small("state", 0, ALREADY)));
      case "mb_stat" -> standings(in);
      case "mb_have" -> having(in);
      case "mb_sub" -> new MailReply.Subscribed(in.small("secs", 1, MailQuery.Subscribe.LONGEST));
      case "mb_new" -> new MailReply.Noted();
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static MailReply info(Fields in) {
    return new MailReply.Info(
        in.bytes("nk", KEY),
        in.bytes("st", NodeProof.LENGTH),
        in.small("cap", 0, BYTE),
        SizeClass.ofKib(in.small("max", 0, BYTE)).orElseThrow(IllegalArgumentException::new),
        in.small("load", 0, BYTE),
        in.small("pow", 0, Stamp.MOST_BITS),
        in.bytes("tok", QueryCodec.TOKEN),
        in.number("time", 0, U32),
        in.small("port", 0, 0xffff));
  }

  private static MailReply.Entry entry(ByteString packed) {
    ByteBuffer in = ByteBuffer.wrap(packed.toBytes());
    byte[] name = new byte[RecordId.NAME_LENGTH];
    in.get(name);
    long expires = in.getInt() & U32;
    int kib = in.get();
    if (kib < 0 || kib > SizeClass.K64.kib()) {
      throw new IllegalArgumentException("size " + kib);
    }
    return new MailReply.Entry(ByteString.of(name), expires, kib, RecordState.of(in.get()));
  }

  private static MailReply put(Fields in) {
    int state = in.small("state", MORE, ALREADY);
    if (state == MORE) {
      return new MailReply.More();
    }
    return new MailReply.Stored(
        state == ALREADY, in.number("hr", 0, U32), in.bytes("sig", StorageReceipt.SIGNATURE));
  }

  private static MailReply standings(Fields in) {
    int longest = MailQuery.Stat.MOST * (1 + DeliveryProof.LENGTH);
    ByteBuffer all = ByteBuffer.wrap(in.bytes("s", 0, longest).toBytes());
    List<MailReply.Standing> records = new ArrayList<>();
    while (all.hasRemaining()) {
      RecordState state = RecordState.of(all.get());
      records.add(new MailReply.Standing(state, proof(state, all)));
    }
    if (records.size() > MailQuery.Stat.MOST) {
      throw new IllegalArgumentException("too many");
    }
    return new MailReply.Standings(records);
  }

  private static MailReply having(Fields in) {
    byte[] packed = in.bytes("s", 1, MailQuery.Have.MOST / PER_BYTE).toBytes();
    List<RecordState> states = new ArrayList<>();
    for (int i = 0; i < packed.length * PER_BYTE; i++) {
      states.add(RecordState.of((packed[i / PER_BYTE] >> shift(i)) & 3));
    }
    return new MailReply.Having(states);
  }

  private static Optional<ByteString> proof(RecordState state, ByteBuffer in) {
    if (state != RecordState.DELETED) {
      return Optional.empty();
    }
    if (in.remaining() < DeliveryProof.LENGTH) {
      throw new IllegalArgumentException("a proof is cut");
    }
    byte[] proof = new byte[DeliveryProof.LENGTH];
    in.get(proof);
    return Optional.of(ByteString.of(proof));
  }
}
