package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailState;
import io.waggle.mailbox.chunk.Chunks;
import io.waggle.mailbox.chunk.Sweep;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.StampOffice;
import io.waggle.mailbox.profile.ProfileFinder;
import io.waggle.mailbox.wire.Overlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All mail on its way out. Used within the strand. */
public final class Outbox {

  private static final Duration DELAY_TOLD = Duration.ofHours(4);
  private static final Duration FINAL_KEPT = Duration.ofDays(30);

  private final OutboxStore store;
  private final OutboxSite site;
  private final Listener listener;
  private final Map<MailId, Turn> turns = new HashMap<>();

  /** Hears of what happens to mails. */
  public interface Listener {

    /** One got further; durable. */
    void progress(OutboxEntry entry);

    /** What lies on nodes of one can go: its recipient has it from us. */
    void needless(Sealed sealed, Draft draft);

    /** One is not picked up for long: 4.4.7 of RFC 3463. */
    void delayed(OutboxEntry entry);

    /** One is given up: 5.4.7, or it can't be sent at all. */
    void failed(OutboxEntry entry);
  }

  /** When something is to be done for a mail. */
  private static final class Turn {
    private Instant due;
    private int failures;
    private int checks;
    private boolean busy;

    Turn(Instant due) {
      this.due = due;
    }
  }

  /**
   * Over what lies on the disk.
   *
   * @throws IOException if the folder can't be read
   */
  public Outbox(
      Path folder,
      Asker asker,
      Crypto crypto,
      Overlay overlay,
      StampOffice stamps,
      Identities identities,
      AddressBook book,
      DirectPath direct,
      Listener listener)
      throws IOException {
    this.store = new OutboxStore(folder, crypto.hashes());
    this.listener = listener;
    this.site =
        new OutboxSite(
            asker,
            crypto,
            overlay,
            new Holders(asker, crypto, overlay),
            stamps,
            store,
            new Router(crypto, book, new ProfileFinder(asker, crypto, overlay)),
            new Wrapper(crypto, identities, book),
            direct,
            this::keep);
  }

  private Instant now() {
    return site.asker().strand().now();
  }

  /** Keeps a change; durable when this returns. */
  private void keep(OutboxEntry entry) {
    Optional<OutboxEntry> before = store.get(entry.draft().id());
    if (before.isEmpty() || before.get().state().isFinal() || before.get().equals(entry)) {
      return;
    }
    try {
      store.put(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.progress(entry);
    if (entry.state() == MailState.FAILED) {
      listener.failed(entry);
    } else if (entry.direct() && !entry.copies().isEmpty()) {
      entry.sealed().ifPresent(s -> listener.needless(s, entry.draft()));
    }
    if (entry.direct()) {
      sweepLaid(entry.draft().id());
    }
  }

  /** Chunks that were laid down before the recipient took them from us. */
  private void sweepLaid(MailId id) {
    try {
      boolean any = store.chunks(id).filter(chunks -> chunks.stored() > 0).isPresent();
      if (any) {
        sweep(id);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a message to all of these or to none of them; durable when this returns. */
  public List<OutboxEntry> add(List<Draft> drafts, ByteString message) throws IOException {
    List<OutboxEntry> entries = drafts.stream().map(OutboxEntry::of).toList();
    store.add(entries, message);
    site.asker().strand().execute(this::work);
    return entries;
  }

  /** Does what is due; to be called every few seconds. */
  public void work() {
    Instant now = now();
    for (OutboxEntry entry : store.all()) {
      if (entry.state().isFinal()) {
        forget(entry, now);
      } else if (!now.isBefore(entry.draft().expires())) {
        expire(entry, now);
      } else {
        tellDelay(entry, now);
        turn(entry, now);
      }
    }
  }

  private void forget(OutboxEntry entry, Instant now) {
    turns.remove(entry.draft().id());
    if (now.isAfter(entry.changed().plus(FINAL_KEPT))) {
      try {
        store.remove(entry.draft().id());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void expire(OutboxEntry entry, Instant now) {
    OutboxEntry over = entry.in(MailState.EXPIRED, now, "");
    keep(over);
    listener.failed(over);
  }

  private void tellDelay(OutboxEntry entry, Instant now) {
    if (!entry.delayTold() && now.isAfter(entry.draft().created().plus(DELAY_TOLD))) {
      OutboxEntry told = entry.delayWasTold();
      keep(told);
      listener.delayed(told);
    }
  }

  private void turn(OutboxEntry entry, Instant now) {
    Turn turn = turns.computeIfAbsent(entry.draft().id(), id -> new Turn(now));
    if (turn.busy || now.isBefore(turn.due) || !site.asker().ready()) {
      return;
    }
    turn.busy = true;
    if (entry.state() == MailState.STORED) {
      check(entry, turn);
    } else {
      attempt(entry, turn);
    }
  }

  private void attempt(OutboxEntry entry, Turn turn) {
    Attempt attempt = new Attempt(site, entry);
    attempt
        .run()
        .whenComplete((nothing, error) -> attempted(entry.draft().id(), turn, attempt.advanced()));
  }

  private void attempted(MailId id, Turn turn, boolean advanced) {
    boolean stored =
        store.get(id).map(e -> e.state() == MailState.STORED || e.state().isFinal()).orElse(true);
    turn.busy = false;
    turn.failures = advanced ? 0 : turn.failures;
    turn.due = now().plus(stored ? Cadence.check(turn.checks) : Cadence.retry(turn.failures));
    turn.failures = stored ? 0 : turn.failures + 1;
  }

  private void check(OutboxEntry entry, Turn turn) {
    new Check(site, entry, Cadence.searches(turn.checks))
        .run()
        .whenComplete(
            (few, error) -> {
              turn.busy = false;
              turn.checks++;
              turn.due = now().plus(Cadence.check(turn.checks));
              Optional<OutboxEntry> current =
                  store.get(entry.draft().id()).filter(e -> !e.state().isFinal());
              if (error == null && few && current.isPresent()) {
                turn.busy = true;
                attempt(current.get(), turn);
              }
              current.ifPresent(e -> care(e, turn));
            });
  }

  /** The chunks of a long mail are looked after as well. */
  private void care(OutboxEntry entry, Turn turn) {
    if (!Cadence.isLate(turn.checks)) {
      return;
    }
    try {
      store
          .chunks(entry.draft().id())
          .ifPresent(chunks -> new ChunkCare(site, entry.draft(), chunks).round(turn.checks));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A receipt of the recipient's: it was read. */
  public void read(MailId id, Address by) {
    store
        .get(id)
        .filter(entry -> entry.draft().to().equals(by))
        .ifPresent(
            entry -> {
              OutboxEntry read = entry.in(MailState.READ, now(), "");
              change(read);
            });
  }

  private void change(OutboxEntry entry) {
    try {
      store.put(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.progress(entry);
  }

  /**
   * Takes one back.
   *
   * @param delete deletes the record by its proof
   */
  public boolean recall(MailId id, Consumer<Sealed> delete) {
    Optional<OutboxEntry> entry = store.get(id).filter(e -> !e.state().isFinal());
    entry.ifPresent(
        e -> {
          keep(e.in(MailState.RECALLED, now(), ""));
          e.sealed().ifPresent(delete);
          sweep(id);
        });
    return entry.isPresent();
  }

  private void sweep(MailId id) {
    try {
      store
          .chunks(id)
          .map(progress -> new Chunks(site.crypto(), progress.manifest()))
          .ifPresent(chunks -> new Sweep(site.asker(), site.overlay(), chunks).all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of them. */
  public Optional<OutboxEntry> get(MailId id) {
    return store.get(id);
  }

  /** Oldest first. */
  public List<OutboxEntry> all() {
    return store.all();
  }

  /** What was handed in. */
  public Optional<ByteString> message(MailId id) throws IOException {
    return store.message(id);
  }

  /** Forgets one; what lies on holders is left to its time. */
  public boolean remove(MailId id) throws IOException {
    turns.remove(id);
    return store.remove(id);
  }
}
