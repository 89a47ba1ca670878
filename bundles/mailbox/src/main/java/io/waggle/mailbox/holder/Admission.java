package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.common.limit.TokenBucket;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.StampPrice;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import java.util.Optional;

/**
 * Whether the first piece of a record is taken, the cheap checks first (MAIL.md §7): form and
 * times, token, nearness, proof of delivery, quotas, and last right and stamp, a millisecond. Not
 * thread-safe.
 */
final class Admission {

  /** A first put is at most so old, lest stamps are hoarded; in seconds. */
  static final long FRESH = 2 * 3600;

  /** Clocks may be so fast; in seconds. */
  static final long AHEAD = 3600;

  private static final int NEAR = 24;
  private static final int NEAR_REPAIR = 16;

  private final Crypto crypto;
  private final Overlay overlay;
  private final RecordStore store;
  private final Neighbourhood neighbourhood;
  private final SourceMeter meter;
  private final Load load;
  private final TokenBucket stamps;
  private HolderLimits limits;

  Admission(
      Crypto crypto,
      Overlay overlay,
      RecordStore store,
      Neighbourhood neighbourhood,
      Load load,
      HolderLimits limits,
      long nanos) {
    this.crypto = crypto;
    this.overlay = overlay;
    this.store = store;
    this.neighbourhood = neighbourhood;
    this.load = load;
    this.limits = limits;
    meter = new SourceMeter(limits);
    stamps = new TokenBucket(limits.stamps(), limits.stamps(), nanos);
  }

  void limits(HolderLimits newLimits, long nanos) {
    limits = newLimits;
    meter.limits(newLimits);
    stamps.limits(newLimits.stamps(), newLimits.stamps(), nanos);
  }

  /** Whether the query is of our overlay. */
  void overlay(MailQuery query) throws RefusedException {
    if (!query.overlay().equals(overlay)) {
      throw new RefusedException(Refusal.PROTOCOL, "another overlay");
    }
  }

  /** Whether the asker can be reached where it says it is. */
  void token(Arrival arrival) throws RefusedException {
    if (!arrival.tokenGood()) {
      throw new RefusedException(Refusal.PROTOCOL, "bad token");
    }
  }

  /** Takes the first piece, or refuses; {@link #charge} is still to be called. */
  HeldRecord first(MailQuery.Put put, Arrival arrival) throws RefusedException {
    PutAuthority authority = put.authority().orElseThrow();
    boolean repair = authority instanceof PutAuthority.Repair;
    HeldRecord held =
        authority.first() instanceof PutAuthority.SelfCertified
            ? profile(put, arrival, repair)
            : sealed(put, arrival, repair);
    token(arrival);
    if (!neighbourhood.near(put.box(), repair ? NEAR_REPAIR : NEAR)) {
      throw new RefusedException(Refusal.FAR, "others are nearer");
    }
    Optional<Tombstone> dead = store.tombstone(put.record().name());
    if (dead.isPresent()) {
      throw new RefusedException(Refusal.tombstoned(dead.get().proof()));
    }
    quotas(held, arrival);
    return held;
  }

  private HeldRecord sealed(MailQuery.Put put, Arrival arrival, boolean repair)
      throws RefusedException {
    RecordHeader header =
        RecordHeader.decode(put.piece().toBytes())
            .orElseThrow(() -> new RefusedException(Refusal.PROTOCOL, "no valid header"));
    if (!header.box().equals(put.box())) {
      throw new RefusedException(Refusal.PROTOCOL, "a header of another box");
    }
    if (header.size().bytes() != put.total() || put.total() > limits.most().bytes()) {
      throw new RefusedException(Refusal.SIZE, "size " + put.total());
    }
    times(header, arrival.seconds(), repair);
    return held(put, arrival, repair, header.created(), header.expires(), header.verifier());
  }

  private static void times(RecordHeader header, long now, boolean repair) throws RefusedException {
    boolean ends =
        header.expires() <= now + AHEAD
            || header.expires() > now + RecordHeader.LONGEST + RecordHeader.STEP;
    boolean begins = header.created() > now + AHEAD || (!repair && header.created() < now - FRESH);
    if (ends || begins) {
      throw new RefusedException(
          Refusal.EXPIRED,
          "created %d, expires %d, but here it is %d"
              .formatted(header.created(), header.expires(), now));
    }
  }

  private HeldRecord profile(MailQuery.Put put, Arrival arrival, boolean repair)
      throws RefusedException {
    if (put.total() < Profiles.SHORTEST || put.total() > Profiles.LONGEST) {
      throw new RefusedException(Refusal.SIZE, "size " + put.total());
    }
    return held(put, arrival, repair, arrival.seconds(), arrival.seconds(), Profiles.NO_VERIFIER);
  }

  private HeldRecord held(
      MailQuery.Put put,
      Arrival arrival,
      boolean repair,
      long created,
      long expires,
      ByteString verifier) {
    PutAuthority authority = put.authority().orElseThrow();
    return new HeldRecord(
        put.record(),
        put.box(),
        right(authority.first()),
        repair,
        put.total(),
        created,
        expires,
        verifier,
        arrival.source(),
        Math.max(0, authority.stamp().bits() - least(authority, put.total(), arrival.seconds())),
        arrival.seconds());
  }

  private static Right right(PutAuthority authority) {
    if (authority instanceof PutAuthority.Keyed) {
      return Right.KEYED;
    }
    return authority instanceof PutAuthority.SelfCertified ? Right.PROFILE : Right.STRANGER;
  }

  private void quotas(HeldRecord held, Arrival arrival) throws RefusedException {
    Ledger.Box box = store.ledger().box(held.box());
    boolean boxFull =
        box.bytes + held.size() > limits.boxBytes() || box.records >= limits.boxRecords();
    boolean strangersFull =
        held.right() == Right.STRANGER && box.strangers + held.size() > limits.strangerBytes();
    if (boxFull || strangersFull) {
      throw new RefusedException(Refusal.QUOTA, "the box is full");
    }
    if (held.repaired()) {
      if (store.ledger().repaired() + held.size() > limits.repairBytes()) {
        throw new RefusedException(Refusal.QUOTA, "no room for repairs");
      }
    } else if (!limits.exemptLocal() || !arrival.local()) {
      source(held, arrival);
    }
  }

  private void source(HeldRecord held, Arrival arrival) throws RefusedException {
    int wait = meter.waitFor(held.source(), arrival.nanos());
    if (wait > 0) {
      throw new RefusedException(Refusal.busy(wait));
    }
    if (!meter.hasRoom(held.source(), held.size(), arrival.seconds(), arrival.nanos())) {
      throw new RefusedException(Refusal.QUOTA, "enough of that network for today");
    }
  }

  /**
   * The right and the work that are to be checked, which is dear; for as many as may be a second.
   */
  Claim claim(MailQuery.Put put, Arrival arrival) throws RefusedException {
    PutAuthority authority = put.authority().orElseThrow();
    int required = required(authority, put.total(), arrival.seconds());
    if (authority.stamp().bits() < StampPrice.least(required)) {
      throw new RefusedException(Refusal.stamp(required));
    }
    if (!stamps.take(arrival.nanos())) {
      throw new RefusedException(Refusal.busy(1));
    }
    load.checked(arrival.seconds());
    return new Claim(crypto, put, required);
  }

  private int required(PutAuthority authority, int total, long seconds) {
    // What a repair's stamp had to show was another holder's price at another time.
    int base = authority instanceof PutAuthority.Repair ? StampPrice.BASE : load.price(seconds);
    boolean owner = !(authority.first() instanceof PutAuthority.Stranger);
    return StampPrice.bits(base, Profiles.priced(total), owner, 0);
  }

  private int least(PutAuthority authority, int total, long seconds) {
    return StampPrice.least(required(authority, total, seconds));
  }

  /** Counts what was taken against its source. */
  void charge(HeldRecord held, Arrival arrival) {
    if (!held.repaired() && !(limits.exemptLocal() && arrival.local())) {
      meter.charge(held.source(), held.size(), arrival.seconds(), arrival.nanos());
    }
  }
}
