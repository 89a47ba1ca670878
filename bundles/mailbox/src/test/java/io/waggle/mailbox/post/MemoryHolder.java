package io.waggle.mailbox.post;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.NodeProof;
import io.waggle.mailbox.record.ProfileRecord;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.mailbox.wire.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

/** A holder of a test: keeps what it is given, checks the right, knows no limits. */
final class MemoryHolder {

  static final class No extends Exception {
    private static final long serialVersionUID = 1L;
    final transient Refusal refusal;

    No(int code, String text) {
      super(text);
      refusal = new Refusal(code, text);
    }
  }

  static final class Kept {
    NodeId box;
    byte[] bytes;
    int have;
    ByteString proof;
    boolean whole;

    boolean deleted() {
      return proof != null;
    }
  }

  /** Proofs cost time, so that a machine has the same in all tests. */
  private static final Map<PeerAddress, Key> KEYS = new HashMap<>();

  private record Key(ByteString seed, ByteString key, ByteString paid) {
    static Key fresh(Crypto crypto) {
      byte[] seed = crypto.random(32);
      ByteString key = ByteString.of(crypto.signatures().publicKey(seed));
      return new Key(ByteString.of(seed), key, NodeProof.mine(crypto.hashes(), key));
    }
  }

  private static final ByteString FORGED = ByteString.of(new byte[32]);

  final DhtPeerNode node;
  final Map<ByteString, Kept> records = new HashMap<>();
  boolean up = true;
  boolean corrupt;

  /** The seconds that it is busy for; with 0 it takes what comes. */
  IntSupplier busy = () -> 0;

  /** Records that it was asked to take. */
  int puts;

  /** Says of everything that it was delivered, with a proof that is none. */
  boolean forging;

  private final Crypto crypto;
  private final byte[] seed;
  private final ByteString key;
  private final ByteString paid;
  private final BiConsumer<NodeId, ByteString> news;

  MemoryHolder(Crypto crypto, DhtPeerNode node, BiConsumer<NodeId, ByteString> news) {
    this.crypto = crypto;
    this.node = node;
    this.news = news;
    Key own = KEYS.computeIfAbsent(node.address(), a -> Key.fresh(crypto));
    seed = own.seed().toBytes();
    key = own.key();
    paid = own.paid();
  }

  MailReply answer(MailQuery query) throws No {
    if (query instanceof MailQuery.Info) {
      return new MailReply.Info(
          key, paid, MailReply.Info.STORE, SizeClass.K64, 0, 0, token(), 0, 0);
    } else if (query instanceof MailQuery.ListBox q) {
      return list(q);
    } else if (query instanceof MailQuery.Get q) {
      return get(q);
    } else if (query instanceof MailQuery.Put q) {
      return put(q);
    } else if (query instanceof MailQuery.Delete q) {
      return delete(q);
    } else if (query instanceof MailQuery.Stat q) {
      return new MailReply.Standings(q.names().stream().map(this::standing).toList());
    } else if (query instanceof MailQuery.Subscribe q) {
      return new MailReply.Subscribed(q.seconds());
    }
    throw new No(204, "unknown");
  }

  private static ByteString token() {
    return ByteString.of(new byte[8]);
  }

  private MailReply list(MailQuery.ListBox q) {
    List<MailReply.Entry> all = new ArrayList<>();
    records.forEach(
        (name, kept) -> {
          if (kept.box.equals(q.box()) && kept.whole) {
            int kib = kept.bytes.length % 1024 == 0 ? kept.bytes.length / 1024 : 1;
            boolean gone = kept.deleted();
            all.add(
                new MailReply.Entry(
                    name, 9, gone ? 0 : kib, gone ? RecordState.DELETED : RecordState.HELD));
          }
        });
    int from = q.cursor().map(c -> Integer.parseInt(c.toText())).orElse(0);
    int to = Math.min(all.size(), from + (q.token().isPresent() ? 28 : 4));
    return new MailReply.Listing(
        all.subList(from, to),
        to < all.size() ? Optional.of(ByteString.of("" + to)) : Optional.empty(),
        token());
  }

  private MailReply get(MailQuery.Get q) throws No {
    Kept kept = records.get(q.name());
    if (kept == null || kept.deleted() || q.offset() >= kept.bytes.length) {
      throw new No(Refusal.MISSING, "none");
    }
    int end = Math.min(kept.bytes.length, q.offset() + q.length());
    byte[] piece = Arrays.copyOfRange(kept.bytes, q.offset(), end);
    piece[0] ^= (byte) (corrupt ? 1 : 0);
    return new MailReply.Piece(ByteString.of(piece), kept.bytes.length);
  }

  private static Kept lie() {
    Kept kept = new Kept();
    kept.proof = FORGED;
    return kept;
  }

  private MailReply put(MailQuery.Put q) throws No {
    puts += q.offset() == 0 ? 1 : 0;
    if (busy.getAsInt() > 0) {
      Refusal refusal = Refusal.busy(busy.getAsInt());
      throw new No(refusal.code(), refusal.text());
    }
    Kept kept = forging ? lie() : records.computeIfAbsent(q.record().name(), n -> new Kept());
    if (kept.deleted()) {
      Refusal refusal = Refusal.tombstoned(kept.proof);
      throw new No(refusal.code(), refusal.text());
    }
    if (q.offset() == 0) {
      PutAuthority authority = q.authority().orElseThrow();
      if (!authority.allows(crypto, q.record(), q.box())) {
        throw new No(Refusal.PROTOCOL, "no right");
      }
      kept.box = q.box();
      kept.bytes = new byte[q.total()];
      kept.have = 0;
    }
    System.arraycopy(q.piece().toBytes(), 0, kept.bytes, q.offset(), q.piece().length());
    kept.have += q.piece().length();
    return kept.have < q.total() ? new MailReply.More() : stored(q, kept);
  }

  private MailReply stored(MailQuery.Put q, Kept kept) throws No {
    if (!RecordId.of(crypto.hashes(), kept.bytes).equals(q.record())) {
      throw new No(Refusal.PROTOCOL, "another hash");
    }
    long expires =
        RecordHeader.ofWhole(kept.bytes)
            .map(RecordHeader::expires)
            .orElseGet(() -> ProfileRecord.decode(kept.bytes).orElseThrow().profile().validUntil());
    kept.whole = true;
    StorageReceipt receipt = StorageReceipt.sign(crypto, seed, q.record(), q.box(), expires, 1);
    news.accept(q.box(), q.record().name());
    return new MailReply.Stored(false, 1, receipt.signature());
  }

  private MailReply delete(MailQuery.Delete q) throws No {
    Kept kept = records.get(q.name());
    if (kept == null) {
      return new MailReply.Deleted(RecordState.UNKNOWN);
    }
    ByteString verifier = RecordHeader.ofWhole(kept.bytes).orElseThrow().verifier();
    if (!DeliveryProof.holds(crypto.hashes(), q.proof(), verifier)) {
      throw new No(Refusal.PROTOCOL, "wrong proof");
    }
    kept.proof = q.proof();
    return new MailReply.Deleted(RecordState.DELETED);
  }

  private MailReply.Standing standing(ByteString name) {
    Kept kept = records.get(name);
    if (forging) {
      return new MailReply.Standing(RecordState.DELETED, Optional.of(FORGED));
    }
    if (kept == null || !kept.whole) {
      return new MailReply.Standing(RecordState.UNKNOWN, Optional.empty());
    }
    return kept.deleted()
        ? new MailReply.Standing(RecordState.DELETED, Optional.of(kept.proof))
        : new MailReply.Standing(RecordState.HELD, Optional.empty());
  }
}
