package io.waggle.mailbox.wire;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.SizeClass;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The fields of the queries. */
final class QueryCodec {

  static final int TOKEN = 8;

  private QueryCodec() {}

  static DhtArguments begin(MailQuery query) {
    return DhtArguments.NONE.with("ov", query.overlay().tag());
  }

  private static DhtArguments begin(MailQuery query, NodeId box, Optional<ByteString> token) {
    DhtArguments arguments = begin(query).with("m", box);
    return token.map(t -> arguments.with("tok", t)).orElse(arguments);
  }

  static DhtArguments encode(MailQuery.ListBox query) {
    DhtArguments arguments =
        begin(query, query.box(), query.token()).with("n", (long) query.count());
    return query.cursor().map(c -> arguments.with("cur", c)).orElse(arguments);
  }

  static DhtArguments encode(MailQuery.Get query) {
    return begin(query, query.box(), query.token())
        .with("rid", query.name())
        .with("off", (long) query.offset())
        .with("len", (long) query.length());
  }

  static DhtArguments encode(MailQuery.Put query) {
    DhtArguments arguments =
        begin(query, query.box(), Optional.of(query.token()))
            .with("rid", query.record().bytes())
            .with("tot", (long) query.total())
            .with("off", (long) query.offset())
            .with("v", query.piece());
    return query.authority().map(a -> arguments.with("au", a.encode())).orElse(arguments);
  }

  static DhtArguments encode(MailQuery.Delete query) {
    return begin(query, query.box(), Optional.of(query.token()))
        .with("rid", query.name())
        .with("da", query.proof());
  }

  static DhtArguments encode(MailQuery.Stat query) {
    return begin(query).with("rids", joined(query.names()));
  }

  static DhtArguments encode(MailQuery.Have query) {
    return begin(query).with("tags", joined(query.tags()));
  }

  static DhtArguments encode(MailQuery.Subscribe query) {
    return begin(query, query.box(), Optional.of(query.token()))
        .with("secs", (long) query.seconds());
  }

  static DhtArguments encode(MailQuery.Fresh query) {
    return begin(query, query.box(), Optional.empty()).with("rid", query.name());
  }

  static ByteString joined(List<ByteString> pieces) {
    ByteBuffer all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteString::length).sum());
    pieces.forEach(piece -> all.put(piece.toBytes()));
    return ByteString.of(all.array());
  }

  static MailQuery decode(String method, Fields in) {
    Overlay overlay = new Overlay(in.bytes("ov", Overlay.LENGTH));
    return switch (method) {
      case "mb_info" -> new MailQuery.Info(overlay);
      case "mb_list" ->
          new MailQuery.ListBox(
              overlay,
              in.id("m"),
              in.maybe("cur", 1, MailQuery.ListBox.CURSOR),
              in.small("n", 1, MailQuery.ListBox.MOST),
              in.maybe("tok", TOKEN, TOKEN));
      case "mb_get" ->
          new MailQuery.Get(
              overlay,
              in.id("m"),
              name(in),
              in.small("off", 0, SizeClass.K64.bytes() - 1),
              in.small("len", 1, MailQuery.Get.MOST),
              in.maybe("tok", TOKEN, TOKEN));
      case "mb_put" -> put(overlay, in);
      case "mb_del" ->
          new MailQuery.Delete(
              overlay, in.id("m"), name(in), in.bytes("da", DeliveryProof.LENGTH), token(in));
      case "mb_stat" ->
          new MailQuery.Stat(overlay, in.pieces("rids", RecordId.NAME_LENGTH, MailQuery.Stat.MOST));
      case "mb_have" -> new MailQuery.Have(overlay, tags(in));
      case "mb_sub" ->
          new MailQuery.Subscribe(
              overlay, in.id("m"), in.small("secs", 1, MailQuery.Subscribe.LONGEST), token(in));
      case "mb_new" -> new MailQuery.Fresh(overlay, in.id("m"), name(in));
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static List<ByteString> tags(Fields in) {
    List<ByteString> tags = in.pieces("tags", MailQuery.Have.TAG, MailQuery.Have.MOST);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("tags");
    }
    return tags;
  }

  private static ByteString name(Fields in) {
    return in.bytes("rid", RecordId.NAME_LENGTH);
  }

  private static ByteString token(Fields in) {
    return in.bytes("tok", TOKEN);
  }

  private static MailQuery put(Overlay overlay, Fields in) {
    int total = in.small("tot", RecordHeader.LENGTH, SizeClass.K64.bytes());
    int offset = in.small("off", 0, total - 1);
    ByteString piece = in.bytes("v", 1, Math.min(MailQuery.Put.MOST, total - offset));
    Optional<PutAuthority> authority =
        in.maybe("au", 1, PutAuthority.LONGEST)
            .map(b -> PutAuthority.decode(b).orElseThrow(IllegalArgumentException::new));
    if (authority.isPresent() != (offset == 0)
        || (offset == 0 && piece.length() < RecordHeader.LENGTH)) {
      throw new IllegalArgumentException("the first piece carries authority and header");
    }
    return new MailQuery.Put(
        overlay,
        in.id("m"),
        new RecordId(in.bytes("rid", RecordId.LENGTH)),
        total,
        offset,
        piece,
        authority,
        token(in));
  }
}
