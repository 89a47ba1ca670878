package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.metrics.Metrics;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the queries of a holder. Time and queries in, answers out; it reads and writes the disk
 * while it is asked. Methods may be called from any thread, one at a time is served.
 */
final class MailHolder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MailHolder.class);
  private static final int WAIT = 5;
  private static final int SWEPT = 256;

  /**
   * What a holder is made of.
   *
   * @param crypto hashes, signatures and stamps
   * @param overlay whose queries are answered
   * @param key signs receipts
   * @param store the disk
   * @param neighbourhood which boxes are near
   * @param limits how much is kept
   * @param metrics where it counts
   * @param news tells of new records
   */
  record Parts(
      Crypto crypto,
      Overlay overlay,
      NodeKey key,
      RecordStore store,
      Neighbourhood neighbourhood,
      HolderLimits limits,
      Metrics metrics,
      News news) {}

  private final Parts parts;
  private final RecordStore store;
  private final Admission admission;
  private final Intake intake;
  private final Load load;
  private HolderLimits limits;
  private boolean closed;

  MailHolder(Parts parts, long nanos) {
    this.parts = parts;
    store = parts.store();
    limits = parts.limits();
    load = new Load(store.ledger(), limits);
    admission =
        new Admission(
            parts.crypto(), parts.overlay(), store, parts.neighbourhood(), load, limits, nanos);
    intake = new Intake(parts, admission);
  }

  /** Changes the limits; what is over them goes when the next record comes. */
  synchronized void limits(HolderLimits newLimits, long nanos) {
    limits = newLimits;
    load.limits(newLimits);
    admission.limits(newLimits, nanos);
    intake.limits(newLimits);
  }

  private void count(String name) {
    parts.metrics().counter(name).increment();
  }

  /**
   * Checks what is dear to check of a query, right and work of a record that would be taken. Only
   * this is done by many threads at once; {@link #handle} does all the rest, and this too where it
   * was not done.
   */
  Claim.Verdict check(Arrival arrival) {
    return claim(arrival).map(Claim::verdict).orElse(Claim.Verdict.NONE);
  }

  /** Empty for what {@link #handle} refuses or answers without it. */
  private synchronized Optional<Claim> claim(Arrival arrival) {
    if (closed || !(arrival.query() instanceof MailQuery.Put put)) {
      return Optional.empty();
    }
    try {
      admission.overlay(put);
      return intake.claim(put, arrival);
    } catch (RefusedException | MVStoreException e) {
      return Optional.empty();
    }
  }

  /**
   * Answers one query; never throws. A {@link MailReply.Stored} may be said after the next {@link
   * #sync} only.
   *
   * @param verdict of {@link #check}, if that was done
   * @param token for the asker, and its box if it names one
   */
  synchronized Answer handle(Arrival arrival, Claim.Verdict verdict, ByteString token) {
    if (closed) {
      return Answer.refuse(Refusal.SERVER, "closed");
    }
    try {
      admission.overlay(arrival.query());
      return Answer.of(reply(arrival, verdict, token));
    } catch (RefusedException e) {
      count("refused." + e.refusal().code());
      return Answer.refuse(e.refusal());
    } catch (IOException e) {
      failed(e);
      return Answer.refuse(Refusal.SERVER, "disk");
    } catch (MVStoreException e) {
      return recover(e);
    }
  }

  /** Whether something is stored that is not durable yet. */
  synchronized boolean waiting() {
    return store.waiting();
  }

  /** Makes all that is stored durable; if not, none of what waited for it is kept. */
  synchronized boolean sync() {
    try {
      store.sync();
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void failed(IOException why) {
    count("disk.failed");
    log.warn("Mail could not be written or read: {}", why.toString());
  }

  private Answer recover(MVStoreException why) {
    try {
      store.rebuild(why);
    } catch (IOException | MVStoreException e) {
      log.error("The mail index could not be made anew", e);
    }
    return Answer.refuse(Refusal.busy(WAIT));
  }

  private MailReply reply(Arrival arrival, Claim.Verdict verdict, ByteString token)
      throws RefusedException, IOException {
    count("asked." + arrival.query().method());
    if (arrival.query() instanceof MailQuery.Info) {
      return info(arrival, token);
    } else if (arrival.query() instanceof MailQuery.ListBox q) {
      return new Contents(store, arrival).list(q, token);
    } else if (arrival.query() instanceof MailQuery.Get q) {
      return new Contents(store, arrival).get(q);
    } else if (arrival.query() instanceof MailQuery.Stat q) {
      return new Contents(store, arrival).stat(q);
    } else if (arrival.query() instanceof MailQuery.Have q) {
      return new Contents(store, arrival).have(q);
    } else if (arrival.query() instanceof MailQuery.Put q) {
      return intake.take(q, arrival, verdict);
    } else if (arrival.query() instanceof MailQuery.Delete q) {
      return delete(q, arrival);
    } else if (arrival.query() instanceof MailQuery.Subscribe q) {
      return subscribe(q, arrival);
    }
    throw new RefusedException(Refusal.PROTOCOL, "not for holders");
  }

  private MailReply info(Arrival arrival, ByteString token) {
    return new MailReply.Info(
        parts.key().publicKey(),
        parts.key().proof(),
        MailReply.Info.STORE,
        limits.most(),
        load.level(arrival.seconds()),
        load.price(arrival.seconds()),
        token,
        arrival.seconds(),
        0);
  }

  private MailReply delete(MailQuery.Delete query, Arrival arrival)
      throws RefusedException, IOException {
    admission.token(arrival);
    Optional<HeldRecord> held = store.find(query.name());
    if (held.isEmpty()) {
      return new MailReply.Deleted(
          store.tombstone(query.name()).isPresent() ? RecordState.DELETED : RecordState.UNKNOWN);
    }
    if (!DeliveryProof.holds(parts.crypto().hashes(), query.proof(), held.get().verifier())) {
      throw new RefusedException(Refusal.PROTOCOL, "the proof is wrong");
    }
    store.bury(held.get(), query.proof());
    count("delivered");
    return new MailReply.Deleted(RecordState.DELETED);
  }

  private MailReply subscribe(MailQuery.Subscribe query, Arrival arrival) throws RefusedException {
    admission.token(arrival);
    long until = arrival.nanos() + query.seconds() * 1_000_000_000L;
    if (!parts.news().subscribe(query.box(), arrival.from(), until, arrival.nanos())) {
      throw new RefusedException(Refusal.busy(query.seconds()));
    }
    return new MailReply.Subscribed(query.seconds());
  }

  /** Removes what has ended and writes the index; to be called every few seconds. */
  synchronized void tick(long seconds) {
    if (closed) {
      return;
    }
    try {
      store.sweep(seconds, SWEPT);
      store.commit();
    } catch (IOException e) {
      failed(e);
    } catch (MVStoreException e) {
      recover(e);
    }
  }

  /** Closes the store; whoever still asks is refused. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    store.close();
  }

  /** All that is alive. */
  synchronized List<HeldRecord> records(long seconds) {
    try {
      return closed
          ? List.of()
          : store.records().stream().filter(held -> held.alive(seconds)).toList();
    } catch (MVStoreException e) {
      recover(e);
      return List.of();
    }
  }

  /** One of them. */
  synchronized Optional<HeldRecord> held(ByteString name) {
    try {
      return closed ? Optional.empty() : store.find(name);
    } catch (MVStoreException e) {
      recover(e);
      return Optional.empty();
    }
  }

  /** A record with its right; empty if it is gone or damaged. */
  synchronized Optional<StoredBody> body(HeldRecord held) {
    try {
      boolean there = !closed && store.find(held.id().name()).isPresent();
      return there ? store.body(held) : Optional.empty();
    } catch (IOException e) {
      failed(e);
    } catch (MVStoreException e) {
      recover(e);
    }
    return Optional.empty();
  }

  /** Others say that it was delivered: it goes if the proof holds. */
  synchronized boolean learned(HeldRecord held, ByteString proof) {
    if (closed || !DeliveryProof.holds(parts.crypto().hashes(), proof, held.verifier())) {
      return false;
    }
    try {
      if (store.find(held.id().name()).isPresent()) {
        store.bury(held, proof);
        count("repair.learned");
      }
      return true;
    } catch (IOException e) {
      failed(e);
    } catch (MVStoreException e) {
      recover(e);
    }
    return false;
  }

  /** What it has; so many of the heaviest sources are named. */
  synchronized Holdings holdings(long seconds, int shares) {
    Ledger ledger = store.ledger();
    return new Holdings(
        ledger.records(),
        ledger.bytes(),
        ledger.repaired(),
        ledger.boxes().size(),
        closed ? 0 : store.tombstones(),
        parts.news().subscribers(),
        load.level(seconds),
        load.price(seconds),
        store.damaged(),
        store.rebuilt(),
        ledger.shares(shares));
  }
}
