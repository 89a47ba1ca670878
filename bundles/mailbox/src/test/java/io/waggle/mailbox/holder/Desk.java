package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Pieces;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A holder on a folder, and somebody who asks it, without any network. */
final class Desk implements AutoCloseable {

  static final Overlay OVERLAY = Overlay.of(CRYPTO.hashes(), "mail");
  static final ByteString TOKEN = Samples.fill(7, 8);
  static final NodeKey KEY = NodeKey.fresh(CRYPTO);

  final Path folder;
  private final NodeKey key;
  private final Crypto crypto;
  final Metrics metrics = new Metrics();
  final List<MailQuery.Fresh> pushed = new ArrayList<>();
  final List<MailQuery.Fresh> here = new ArrayList<>();
  RecordStore store;
  MailHolder holder;
  PeerAddress from = PeerAddress.parse("203.0.113.9:6881");
  boolean tokenGood = true;
  int near = 0;
  long seconds = NOW;
  long nanos;

  Desk(Path folder, HolderLimits limits) throws IOException {
    this(folder, limits, KEY, CRYPTO);
  }

  Desk(Path folder, HolderLimits limits, NodeKey key, Crypto crypto) throws IOException {
    this.folder = folder;
    this.key = key;
    this.crypto = crypto;
    open(limits);
  }

  void open(HolderLimits limits) throws IOException {
    store = RecordStore.open(folder, CRYPTO.hashes());
    holder =
        new MailHolder(
            new MailHolder.Parts(
                crypto,
                OVERLAY,
                key,
                store,
                (box, among) -> near < among,
                limits,
                metrics,
                new News(new Subscriptions(), (who, fresh) -> pushed.add(fresh), here::add)),
            nanos);
  }

  Arrival arrival(MailQuery query) {
    return new Arrival(query, from, tokenGood, seconds, nanos);
  }

  Answer ask(MailQuery query) {
    return ask(query, Claim.Verdict.NONE);
  }

  Answer ask(MailQuery query, Claim.Verdict verdict) {
    return holder.handle(arrival(query), verdict, TOKEN);
  }

  <T extends MailReply> T said(MailQuery query, Class<T> kind) {
    Answer answer = ask(query);
    assertThat(answer).isInstanceOf(Answer.Said.class);
    return kind.cast(((Answer.Said) answer).reply());
  }

  static void refused(Answer answer, int code) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(code);
  }

  void refused(MailQuery query, int code) {
    refused(ask(query), code);
  }

  /** Puts all pieces in order; the last answer. */
  Answer put(NodeId box, byte[] record, PutAuthority authority) {
    RecordId id = RecordId.of(CRYPTO.hashes(), record);
    Answer last = null;
    for (MailQuery.Put piece : Pieces.of(OVERLAY, box, id, record, authority, TOKEN)) {
      last = ask(piece);
      if (last instanceof Answer.Refused) {
        return last;
      }
    }
    return last;
  }

  Answer put(Mail mail) {
    return put(mail.box, mail.bytes.toBytes(), mail.keyed());
  }

  MailReply.Stored stored(Answer answer) {
    assertThat(answer).as("answer").isInstanceOf(Answer.Said.class);
    return (MailReply.Stored) ((Answer.Said) answer).reply();
  }

  MailReply.Listing list(NodeId box) {
    return said(
        new MailQuery.ListBox(OVERLAY, box, Optional.empty(), 28, Optional.of(TOKEN)),
        MailReply.Listing.class);
  }

  /** Where the record lies. */
  Path file(Mail mail) {
    String name = mail.id().toString();
    return folder.resolve("records").resolve(name.substring(0, 2)).resolve(name);
  }

  /** The refusal of an answer. */
  static Refusal refusal(Answer answer) {
    return ((Answer.Refused) answer).refusal();
  }

  /** A record for a box of one's own key. */
  record Mail(int key, NodeId box, ByteString bytes, RecordId id, ByteString proof) {

    static Mail of(int key, long now) {
      return of(key, now, Samples.proof(1));
    }

    static Mail of(int key, long now, ByteString proof) {
      NodeId box = Samples.box(key);
      byte[] record = Samples.record(box, io.waggle.mailbox.record.SizeClass.K4, now, proof);
      return new Mail(key, box, ByteString.of(record), RecordId.of(CRYPTO.hashes(), record), proof);
    }

    PutAuthority keyed() {
      return keyed(2);
    }

    PutAuthority keyed(int bits) {
      Stamp stamp = Samples.stamp(id, bits);
      return PutAuthority.Keyed.sign(CRYPTO, Samples.seed(key), id, stamp);
    }

    MailQuery.Put first() {
      return Pieces.of(OVERLAY, box, id, bytes.toBytes(), keyed(), TOKEN).get(0);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
