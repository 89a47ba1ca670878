package io.waggle.mailbox.profile;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.net.StampOffice;
import io.waggle.mailbox.record.Profile;
import io.waggle.mailbox.record.ProfileRecord;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.StampPrice;
import io.waggle.mailbox.wire.Overlay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lays the profile of an identity on the nodes nearest to its place, again twice a day. */
public final class ProfilePublisher {

  /** How often it is laid down again. */
  public static final Duration AGAIN = Duration.ofHours(12);

  private static final int COPIES = 16;
  private static final int ENOUGH = 3;

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Identities identities;
  private final StampOffice stamps;

  /** For the identities of one mailbox. */
  public ProfilePublisher(
      Asker asker, Crypto crypto, Overlay overlay, Identities identities, StampOffice stamps) {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
    this.identities = identities;
    this.stamps = stamps;
  }

  /** Publishes; completes with how many nodes have it. */
  public CompletionStage<Integer> publish(Identity identity) {
    ProfileRecord record;
    try {
      record = fresh(identity);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    NodeId slot = record.profile().owner(crypto.hashes()).profileSlot(crypto.hashes());
    return new Holders(asker, crypto, overlay)
        .find(slot, SizeClass.K4)
        .thenCompose(holders -> lay(identity, record, slot, holders));
  }

  /** The number is durable before it is used, so that it never goes back. */
  private ProfileRecord fresh(Identity identity) throws IOException {
    Instant now = asker.strand().now();
    ByteString key = identities.ring(identity.address()).profileKey(now).publicKey();
    long sequence = Math.max(identity.sequence() + 1, now.getEpochSecond());
    identities.put(identity.published(identity.published(), sequence));
    Profile profile =
        new Profile(
            true,
            true,
            false,
            sequence,
            identity.publicKey(),
            now.getEpochSecond(),
            now.getEpochSecond() + Profile.LONGEST,
            0,
            SizeClass.K64,
            key,
            Optional.empty(),
            ByteString.EMPTY);
    return ProfileRecord.sign(crypto, identity.seed().toBytes(), profile);
  }

  private CompletionStage<Integer> lay(
      Identity identity, ProfileRecord record, NodeId slot, List<Holder> holders) {
    RecordId id = record.id(crypto);
    int price = holders.stream().mapToInt(h -> h.info().price()).max().orElse(0);
    int bits = StampPrice.bits(price, SizeClass.K4, true, 0);
    return stamps
        .mine(id, bits, tries -> {})
        .thenCompose(
            stamp -> {
              Putting.Parcel parcel =
                  new Putting.Parcel(
                      slot,
                      id,
                      record.encoded(),
                      record.profile().validUntil(),
                      new PutAuthority.SelfCertified(stamp));
              return Spreading.start(
                  asker,
                  crypto,
                  overlay,
                  parcel,
                  holders,
                  COPIES,
                  new Spreading.Patience(Math.min(ENOUGH, holders.size()), () -> false),
                  (holder, receipt) -> {});
            })
        .thenApply(outcome -> done(identity, outcome.stored(), holders.size()));
  }

  /** A network of few holders has few copies. */
  private int done(Identity identity, int stored, int holders) {
    if (stored > 0 && stored >= Math.min(ENOUGH, holders)) {
      identities
          .get(identity.address())
          .ifPresent(now -> keep(now.published(asker.strand().now(), now.sequence())));
    }
    return stored;
  }

  private void keep(Identity identity) {
    try {
      identities.put(identity);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
