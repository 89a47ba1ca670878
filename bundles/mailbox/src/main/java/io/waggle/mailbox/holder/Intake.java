package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Takes records, piece by piece, and makes room for them. One thread at a time. */
final class Intake {

  private static final int HOUR = 3600;
  private static final int WAIT = 5;

  private final MailHolder.Parts parts;
  private final RecordStore store;
  private final Admission admission;
  private final Profiles profiles;
  private final Assemblies assemblies = new Assemblies();
  private HolderLimits limits;

  Intake(MailHolder.Parts parts, Admission admission) {
    this.parts = parts;
    this.admission = admission;
    store = parts.store();
    limits = parts.limits();
    profiles = new Profiles(parts.crypto(), store);
  }

  void limits(HolderLimits newLimits) {
    limits = newLimits;
  }

  private void count(String name) {
    parts.metrics().counter(name).increment();
  }

  private Optional<HeldRecord> known(MailQuery.Put put, long now) {
    return store
        .find(put.record().name())
        .filter(held -> held.id().equals(put.record()) && held.alive(now));
  }

  private boolean isNew(MailQuery.Put put, Arrival arrival) {
    return put.offset() == 0
        && known(put, arrival.seconds()).isEmpty()
        && !assemblies.isOpen(put.record(), arrival.from());
  }

  /** What is dear to check of a put that is taken otherwise. */
  Optional<Claim> claim(MailQuery.Put put, Arrival arrival) throws RefusedException {
    if (!isNew(put, arrival)) {
      return Optional.empty();
    }
    HeldRecord held = admission.first(put, arrival);
    return assemblies.hasRoom(held.source(), arrival.nanos())
        ? Optional.of(admission.claim(put, arrival))
        : Optional.empty();
  }

  /** Takes a piece, whose claim may have been checked before. */
  MailReply take(MailQuery.Put put, Arrival arrival, Claim.Verdict verdict)
      throws RefusedException, IOException {
    return put.offset() == 0 ? first(put, arrival, verdict) : later(put, arrival);
  }

  private MailReply first(MailQuery.Put put, Arrival arrival, Claim.Verdict verdict)
      throws RefusedException {
    Optional<HeldRecord> known = known(put, arrival.seconds());
    if (known.isPresent()) {
      admission.token(arrival);
      return stored(known.get(), true, arrival);
    }
    boolean repeated = assemblies.isOpen(put.record(), arrival.from());
    if (repeated && arrival.tokenGood()) {
      return new MailReply.More();
    }
    // Again, since others may have come while the claim was checked.
    HeldRecord held = admission.first(put, arrival);
    if (!assemblies.hasRoom(held.source(), arrival.nanos())) {
      throw new RefusedException(Refusal.busy(WAIT));
    }
    heed(verdict, put, arrival);
    admission.charge(held, arrival);
    assemblies.begin(held, put, arrival.from(), arrival.nanos());
    return new MailReply.More();
  }

  private void heed(Claim.Verdict verdict, MailQuery.Put put, Arrival arrival)
      throws RefusedException {
    if (verdict.refusal().isPresent()) {
      throw new RefusedException(verdict.refusal().get());
    }
    if (!verdict.given()) {
      admission.claim(put, arrival).check();
    }
  }

  private MailReply later(MailQuery.Put put, Arrival arrival) throws RefusedException, IOException {
    admission.token(arrival);
    Optional<Assemblies.Assembly> assembly = assemblies.add(put, arrival.from());
    if (assembly.isPresent()) {
      return assembly.get().whole() ? finish(assembly.get(), arrival) : new MailReply.More();
    }
    Optional<HeldRecord> known = known(put, arrival.seconds());
    if (known.isEmpty()) {
      throw new RefusedException(Refusal.MISSING, "begin with the first piece");
    }
    return stored(known.get(), true, arrival);
  }

  private MailReply finish(Assemblies.Assembly assembly, Arrival arrival)
      throws RefusedException, IOException {
    assemblies.end(assembly.first.record(), arrival.from());
    HeldRecord held = checked(assembly, arrival);
    Optional<HeldRecord> known = known(assembly.first, arrival.seconds());
    if (known.isPresent()) {
      return stored(known.get(), true, arrival);
    }
    Optional<HeldRecord> old =
        held.right() == Right.PROFILE
            ? profiles.replaced(held, assembly.bytes(), arrival.seconds())
            : Optional.empty();
    makeRoom(held.size());
    byte[] authority = assembly.first.authority().orElseThrow().first().encode();
    store.keep(held, authority, assembly.bytes());
    if (old.isPresent()) {
      store.replaced(old.get());
    }
    count(held.repaired() ? "stored.repaired" : "stored");
    MailQuery.Fresh fresh = new MailQuery.Fresh(parts.overlay(), held.box(), held.id().name());
    parts.news().tell(fresh, arrival.nanos());
    return stored(held, false, arrival);
  }

  /** What could not be known from the first piece. */
  private HeldRecord checked(Assemblies.Assembly assembly, Arrival arrival)
      throws RefusedException {
    byte[] bytes = assembly.bytes();
    byte[] start = assembly.first.piece().toBytes();
    boolean same = Arrays.equals(start, 0, start.length, bytes, 0, start.length);
    ByteString hash = ByteString.of(parts.crypto().hashes().sha256(bytes));
    if (!same || !hash.equals(assembly.first.record().bytes())) {
      throw new RefusedException(Refusal.PROTOCOL, "the hash differs");
    }
    Optional<Tombstone> dead = store.tombstone(assembly.first.record().name());
    if (dead.isPresent()) {
      throw new RefusedException(Refusal.tombstoned(dead.get().proof()));
    }
    return assembly.held.right() == Right.PROFILE
        ? profiles.check(assembly.held, bytes, arrival.seconds())
        : assembly.held;
  }

  private void makeRoom(int size) throws RefusedException, IOException {
    while (store.ledger().bytes() + size > limits.bytes()
        || store.ledger().records() >= limits.records()) {
      HeldRecord victim =
          store.victim().orElseThrow(() -> new RefusedException(Refusal.QUOTA, "the node is full"));
      store.drop(victim);
      count("evicted");
    }
  }

  private MailReply stored(HeldRecord held, boolean already, Arrival arrival) {
    StorageReceipt receipt =
        StorageReceipt.sign(
            parts.crypto(),
            parts.key().seed().toBytes(),
            held.id(),
            held.box(),
            held.promised(),
            arrival.seconds() / HOUR);
    return new MailReply.Stored(already, receipt.hour(), receipt.signature());
  }
}
