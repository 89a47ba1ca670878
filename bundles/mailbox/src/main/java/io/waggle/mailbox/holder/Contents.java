package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The answers that only read. An asker who shows no token gets little, lest it be forged. */
final class Contents {

  private static final int KIB = 1024;

  private final RecordStore store;
  private final Arrival arrival;

  Contents(RecordStore store, Arrival arrival) {
    this.store = store;
    this.arrival = arrival;
  }

  MailReply list(MailQuery.ListBox query, ByteString token) {
    int most =
        arrival.tokenGood()
            ? query.count()
            : Math.min(query.count(), MailQuery.ListBox.WITHOUT_TOKEN);
    List<ByteString> names =
        store.names(query.box(), query.cursor().orElse(ByteString.EMPTY), most);
    List<MailReply.Entry> entries = new ArrayList<>();
    names.forEach(name -> entry(name).ifPresent(entries::add));
    Optional<ByteString> cursor =
        names.size() == most ? Optional.of(names.get(most - 1)) : Optional.empty();
    return new MailReply.Listing(entries, cursor, token);
  }

  private Optional<MailReply.Entry> entry(ByteString name) {
    Optional<HeldRecord> held = held(name);
    if (held.isPresent()) {
      HeldRecord h = held.get();
      int kib = h.right() == Right.PROFILE ? MailReply.Entry.PROFILE : h.size() / KIB;
      return Optional.of(new MailReply.Entry(name, h.expires(), kib, RecordState.HELD));
    }
    return dead(name).map(t -> new MailReply.Entry(name, t.expires(), 0, RecordState.DELETED));
  }

  private Optional<HeldRecord> held(ByteString name) {
    return store.find(name).filter(held -> held.alive(arrival.seconds()));
  }

  private Optional<Tombstone> dead(ByteString name) {
    return store.tombstone(name).filter(t -> arrival.seconds() < t.expires());
  }

  MailReply get(MailQuery.Get query) throws RefusedException, IOException {
    Optional<HeldRecord> held = held(query.name());
    Optional<StoredBody> body = held.isPresent() ? store.body(held.get()) : Optional.empty();
    if (body.isEmpty() || query.offset() >= body.get().held().size()) {
      throw new RefusedException(Refusal.MISSING, "no such record");
    }
    int most =
        arrival.tokenGood()
            ? query.length()
            : Math.min(query.length(), MailQuery.Get.WITHOUT_TOKEN);
    byte[] bytes = body.get().bytes().toBytes();
    int end = Math.min(bytes.length, query.offset() + most);
    return new MailReply.Piece(
        ByteString.of(Arrays.copyOfRange(bytes, query.offset(), end)), bytes.length);
  }

  MailReply stat(MailQuery.Stat query) {
    return new MailReply.Standings(query.names().stream().map(this::standing).toList());
  }

  MailReply have(MailQuery.Have query) {
    return new MailReply.Having(query.tags().stream().map(this::state).toList());
  }

  private RecordState state(ByteString tag) {
    return store.named(tag).map(name -> standing(name).state()).orElse(RecordState.UNKNOWN);
  }

  private MailReply.Standing standing(ByteString name) {
    if (held(name).isPresent()) {
      return new MailReply.Standing(RecordState.HELD, Optional.empty());
    }
    return dead(name)
        .map(t -> new MailReply.Standing(RecordState.DELETED, Optional.of(t.proof())))
        .orElseGet(() -> new MailReply.Standing(RecordState.UNKNOWN, Optional.empty()));
  }
}
