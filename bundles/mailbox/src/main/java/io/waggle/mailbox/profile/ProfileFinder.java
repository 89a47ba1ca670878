package io.waggle.mailbox.profile;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.Address;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.record.Profile;
import io.waggle.mailbox.record.ProfileRecord;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.wire.Overlay;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the newest profile of an address; what was found is good for an hour. */
public final class ProfileFinder {

  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final int MOST_KNOWN = 256;
  private static final int MOST_FETCHED = 8;

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Map<Address, Known> known = new LinkedHashMap<>();

  private record Known(Profile profile, Instant found) {}

  /** On one overlay. */
  public ProfileFinder(Asker asker, Crypto crypto, Overlay overlay) {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
  }

  /** Finds it; empty if no node has a valid one. */
  public CompletionStage<Optional<Profile>> find(Address address) {
    Instant now = asker.strand().now();
    Known before = known.get(address);
    if (before != null && now.isBefore(before.found().plus(GOOD_FOR))) {
      return CompletableFuture.completedFuture(Optional.of(before.profile()));
    }
    RecipientId owner = new RecipientId(address.fingerprint());
    NodeId slot = owner.profileSlot(crypto.hashes());
    return Overview.of(asker, overlay, slot)
        .thenCompose(overview -> fetch(slot, overview))
        .thenApply(records -> newest(owner, records, now))
        .thenApply(found -> remember(address, found, now));
  }

  private CompletionStage<List<ByteString>> fetch(NodeId slot, Overview overview) {
    return Asker.successes(
        overview.records().entrySet().stream()
            .limit(MOST_FETCHED)
            .map(e -> get(slot, e.getKey(), e.getValue()))
            .toList());
  }

  private CompletionStage<ByteString> get(
      NodeId slot, ByteString name, List<Fetching.Place> places) {
    return Fetching.start(asker, crypto.hashes(), overlay, slot, name, places);
  }

  private Optional<Profile> newest(RecipientId owner, List<ByteString> records, Instant now) {
    return records.stream()
        .flatMap(bytes -> ProfileRecord.decode(bytes.toBytes()).stream())
        .filter(record -> record.profile().owner(crypto.hashes()).equals(owner))
        .filter(record -> record.signed(crypto))
        .map(ProfileRecord::profile)
        .filter(p -> p.sticky() || p.validUntil() > now.getEpochSecond())
        .max(Comparator.comparing(Profile::sticky).thenComparingLong(Profile::seq));
  }

  private Optional<Profile> remember(Address address, Optional<Profile> found, Instant now) {
    found.ifPresent(
        profile -> {
          known.remove(address);
          known.put(address, new Known(profile, now));
          if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
          }
        });
    return found;
  }
}
