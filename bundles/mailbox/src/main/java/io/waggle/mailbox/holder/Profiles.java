package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.Profile;
import io.waggle.mailbox.record.ProfileRecord;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.util.Optional;

/**
 * The rules of profiles (MAIL.md §3): signed, in the place of its key, the highest sequence only;
 * what is revoked or replaced stays so.
 */
final class Profiles {

  static final int SHORTEST = ProfileRecord.SHORTEST;
  static final int LONGEST = ProfileRecord.LONGEST;
  static final ByteString NO_VERIFIER = ByteString.of(new byte[DeliveryProof.LENGTH]);

  private final Crypto crypto;
  private final RecordStore store;
  private long contradictions;

  Profiles(Crypto crypto, RecordStore store) {
    this.crypto = crypto;
    this.store = store;
  }

  /** Which size a put is priced as. */
  static SizeClass priced(int total) {
    return SizeClass.ofBytes(total).orElse(SizeClass.K4);
  }

  /** How often two profiles of one sequence differed. */
  long contradictions() {
    return contradictions;
  }

  /**
   * Checks a whole profile.
   *
   * @return what is to be kept, with its true times
   */
  HeldRecord check(HeldRecord held, byte[] bytes, long now) throws RefusedException {
    ProfileRecord record =
        ProfileRecord.decode(bytes)
            .filter(
                r ->
                    r.profile()
                        .owner(crypto.hashes())
                        .profileSlot(crypto.hashes())
                        .equals(held.box()))
            .filter(r -> r.signed(crypto))
            .orElseThrow(() -> new RefusedException(Refusal.PROTOCOL, "no profile of that place"));
    Profile profile = record.profile();
    long expires = profile.sticky() ? profile.validFrom() + Profile.STICKY : profile.validUntil();
    if (profile.validFrom() > now + Admission.AHEAD || expires <= now) {
      throw new RefusedException(
          Refusal.EXPIRED,
          "valid from %d to %d, but here it is %d".formatted(profile.validFrom(), expires, now));
    }
    return new HeldRecord(
        held.id(),
        held.box(),
        held.right(),
        held.repaired(),
        held.size(),
        profile.validUntil(),
        expires,
        NO_VERIFIER,
        held.source(),
        held.excess(),
        held.received());
  }

  /**
   * The profile that a new one takes the place of.
   *
   * @throws RefusedException if the one that is there has the better right
   */
  Optional<HeldRecord> replaced(HeldRecord fresh, byte[] bytes, long now)
      throws RefusedException, IOException {
    Profile profile = ProfileRecord.decode(bytes).orElseThrow().profile();
    for (HeldRecord old : store.records(fresh.box())) {
      if (old.right() != Right.PROFILE) {
        continue;
      }
      Optional<Profile> known =
          store
              .body(old)
              .flatMap(b -> ProfileRecord.decode(b.bytes().toBytes()))
              .map(ProfileRecord::profile);
      if (known.isPresent() && old.alive(now) && keeps(known.get(), old, profile, fresh)) {
        throw new RefusedException(Refusal.EXPIRED, "a newer profile is here");
      }
      return known.map(p -> old);
    }
    return Optional.empty();
  }

  private boolean keeps(Profile known, HeldRecord old, Profile profile, HeldRecord fresh) {
    if (known.sticky() != profile.sticky()) {
      return known.sticky();
    }
    if (known.seq() != profile.seq()) {
      return known.seq() > profile.seq();
    }
    contradictions++;
    return old.id().toString().compareTo(fresh.id().toString()) < 0;
  }
}
